import type { FileLayout, ImportField, ImportJob } from "../../shared/domain/entities/import.ts";
import type { FileProblem } from "../../shared/domain/import/file-problems.ts";
import type { Practice } from "../../shared/intake/submission.ts";
import type {
  Clock,
  Ids,
  ImportFiles,
  KeyRing,
  KeyRings,
  Logger,
  Metrics,
  PracticeConfigs,
} from "../../shared/ports/index.ts";
import type { Store } from "../../shared/ports/store.ts";

/** What working a chunk of a file needs from outside. */
export interface ImportChunkDeps {
  readonly store: Store;
  readonly files: ImportFiles;
  readonly configs: PracticeConfigs;
  readonly keyRings: KeyRings;
  readonly ids: Ids;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly logger: Logger;
  /** Rows worked in a second at most: what live intake needs of the tables is left to it. */
  readonly rowsPerSecond: number;
  /** Waits, ms. @default real time */
  readonly pause?: (ms: number) => Promise<void>;
}

/** What every row of an import is worked with. */
export interface RowContext {
  readonly job: ImportJob;
  readonly layout: FileLayout;
  readonly practice: Practice;
  /** The practice without the wordings of its forms: these people never saw them. */
  readonly silent: Practice;
  readonly ring: KeyRing;
}

/** What is wrong with a file as a whole: in which row, or in the column of which field, where that can be said. */
export interface FileFlaw {
  readonly code: FileProblem;
  readonly row?: number;
  readonly field?: ImportField;
}

/** What became of a row. */
export type RowOutcome =
  | {
      readonly is: "accepted" | "merged" | "unchanged";
      readonly optOut: boolean;
      /** What was not used as it stands. */
      readonly warnings: readonly string[];
    }
  | { readonly is: "rejected"; readonly reason: string };
