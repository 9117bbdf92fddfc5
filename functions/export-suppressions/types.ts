import type { Clock, Ids, ImportFiles, KeyRings, Logger, PracticeConfigs } from "../../shared/ports/index.ts";
import type { CampaignQueries, Store } from "../../shared/ports/store.ts";

/** What exporting suppressions needs from outside. */
export interface ExportSuppressionsDeps {
  readonly store: Pick<
    Store<"contactPoint" | "person" | "contact" | "suppressedContact" | "optOutRecord">,
    "read" | "readMany" | "commit"
  >;
  readonly queries: Pick<CampaignQueries, "suppressedPoints">;
  readonly configs: PracticeConfigs;
  readonly keyRings: KeyRings;
  readonly files: Pick<ImportFiles, "write" | "downloadUrl">;
  readonly ids: Pick<Ids, "token">;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Waits before a commit is tried again, ms. @default real time */
  readonly pause?: (ms: number) => Promise<void>;
}
