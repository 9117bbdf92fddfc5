import { importOfUpload } from "../../shared/contracts/file-keys.ts";
import { MAX_IMPORT_BYTES } from "../../shared/contracts/import-api.ts";
import { MetricName } from "../../shared/contracts/names.ts";
import type { ImportJob } from "../../shared/domain/entities/import.ts";
import { FirstTouchError } from "../../shared/domain/errors.ts";
import {
  type ImportId,
  ImportIdSchema,
  importNameOf,
  type PracticeId,
  PracticeIdSchema,
} from "../../shared/domain/ids.ts";
import type { FileProblem } from "../../shared/domain/import/file-problems.ts";
import { JOB_LEASE_MS } from "../../shared/domain/timing.ts";
import type { Clock, ImportFiles, Logger, Metrics, Workflows } from "../../shared/ports/index.ts";
import type { Store } from "../../shared/ports/store.ts";
import { untilCommitted } from "../../shared/ports/until-committed.ts";

/** What starting an import needs from outside. */
export interface StartImportDeps {
  readonly store: Pick<Store<"importJob">, "read" | "commit">;
  readonly files: Pick<ImportFiles, "stat">;
  readonly workflows: Pick<Workflows, "startImport">;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly logger: Logger;
  /** Waits before a commit is tried again, ms. @default real time */
  readonly pause?: (ms: number) => Promise<void>;
}

/** What became of a file that was put into the bucket. */
export type StartImportOutcome = "started" | "refused" | "ignored";

const OUTLASTED_FAILURES = 2;

/**
 * Starts the import that a file was put there for, of the very version that is there now. The same again, another file for an import
 * that has begun, and files of no import are left alone. Throws when it must be told again.
 */
export async function startImport(deps: StartImportDeps, key: string): Promise<StartImportOutcome> {
  const ids = idsOf(key);
  if (ids === undefined) return ignored(deps, "no_upload");
  const patience = { pause: deps.pause, failures: OUTLASTED_FAILURES };
  const found = await untilCommitted(patience, () => tryToBegin(deps, key, ids));
  if (typeof found === "string") return ignored(deps, found, ids.practiceId);
  return found.status === "failed" ? refused(deps, found) : started(deps, found);
}

interface Ids {
  readonly practiceId: PracticeId;
  readonly importId: ImportId;
}

function idsOf(key: string): Ids | undefined {
  const named = importOfUpload(key);
  const practiceId = PracticeIdSchema.safeParse(named?.practiceId);
  const importId = ImportIdSchema.safeParse(named?.importId);
  return practiceId.success && importId.success ? { practiceId: practiceId.data, importId: importId.data } : undefined;
}

/** The import with its file, begun or refused; else why it is left alone. */
async function tryToBegin(
  { store, files, clock }: StartImportDeps,
  key: string,
  ids: Ids,
): Promise<ImportJob | "unknown_import" | "has_begun" | "file_gone" | "conflict"> {
  const job = await store.read("importJob", ids);
  if (job === undefined) return "unknown_import";
  // Whoever began it may not have got as far as starting it; a name starts once.
  if (job.status === "reading" && job.starts === 1) return job;
  if (job.status !== "waiting") return "has_begun";
  // Not as the event tells it: it may be late, and the file another one by now.
  const file = await files.stat(key);
  if (file === undefined) return "file_gone";
  const now = clock.now();
  const problem = problemOf(file.bytes);
  const known = { ...job, file: { bytes: file.bytes, etag: file.etag }, version: job.version + 1 };
  const value: ImportJob =
    problem === undefined
      ? { ...known, status: "reading", starts: 1, wakeAt: now + JOB_LEASE_MS }
      : { ...known, status: "failed", error: { code: problem }, finishedAt: now };
  const put = { entity: "importJob", value, expected: job.version } as const;
  return (await store.commit({ puts: [put], events: [] })) === "conflict" ? "conflict" : value;
}

function problemOf(bytes: number): FileProblem | undefined {
  if (bytes === 0) return "empty_file";
  return bytes > MAX_IMPORT_BYTES ? "file_too_large" : undefined;
}

async function started(deps: StartImportDeps, job: ImportJob): Promise<StartImportOutcome> {
  const { workflows, logger } = deps;
  const { practiceId, importId, starts } = job;
  try {
    const input = { version: 1, practiceId, importId } as const;
    const start = await workflows.startImport(importNameOf(importId, starts), input);
    if (start === "exists") return ignored(deps, "has_begun", practiceId);
    logger.info("import started", { practiceId });
  } catch (error) {
    // Nothing is lost: `start-jobs` starts what shows no life by its `wakeAt`.
    const code = error instanceof FirstTouchError ? error.code : "unknown";
    logger.error("the import could not be started", { practiceId, code });
  }
  return "started";
}

function refused({ metrics, logger }: StartImportDeps, { practiceId, error }: ImportJob): "refused" {
  const code = error?.code ?? "unknown";
  metrics.emit(MetricName.ImportFailed, 1, { Practice: practiceId, Reason: code });
  logger.warn("import refused", { practiceId, stage: "failed", code });
  return "refused";
}

function ignored({ logger }: StartImportDeps, code: string, practiceId?: PracticeId): "ignored" {
  logger.info("file left alone", { code, ...(practiceId === undefined ? {} : { practiceId }) });
  return "ignored";
}
