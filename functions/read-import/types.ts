import type { Clock, ImportFiles, Logger, PracticeConfigs } from "../../shared/ports/index.ts";
import type { CampaignQueries, Store } from "../../shared/ports/store.ts";

/** What reading imports needs: the operational table alone; rejected rows are handed out by a link that is noted. */
export interface ReadImportDeps {
  readonly store: Pick<Store<"importJob">, "read" | "readMany" | "commit">;
  readonly queries: Pick<CampaignQueries, "imports">;
  readonly configs: PracticeConfigs;
  readonly files: Pick<ImportFiles, "stat" | "downloadUrl">;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Waits before a commit is tried again, ms. @default real time */
  readonly pause?: (ms: number) => Promise<void>;
}
