import type { ImportView } from "../../shared/contracts/import-api.ts";
import type { ImportJob } from "../../shared/domain/entities/import.ts";
import { FILE_PROBLEMS } from "../../shared/domain/import/file-problems.ts";

const iso = (ms: number) => new Date(ms).toISOString();
const PROBLEMS = new Map<string, string>(Object.entries(FILE_PROBLEMS));
/** For the code of a newer release. */
const UNKNOWN_PROBLEM = "The file could not be imported.";

/** What an administrator sees of an import. */
export function viewOf(job: ImportJob): ImportView {
  const { accepted, merged, unchanged, rejected, optOuts } = job.counts;
  return {
    importId: job.importId,
    practiceId: job.practiceId,
    kind: job.kind,
    status: job.status,
    createdAt: iso(job.createdAt),
    finishedAt: job.finishedAt === undefined ? null : iso(job.finishedAt),
    rows: job.rows ?? null,
    rowsDone: job.row,
    accepted,
    merged,
    unchanged,
    rejected,
    optOuts,
    rejectedFor: { ...job.rejectedFor },
    warnings: { ...job.warnings },
    fields: Object.keys(job.layout?.columns ?? {}).sort(),
    error: errorOf(job),
  };
}

function errorOf({ error }: ImportJob): ImportView["error"] {
  if (error === undefined) return null;
  return {
    code: error.code,
    detail: PROBLEMS.get(error.code) ?? UNKNOWN_PROBLEM,
    row: error.row ?? null,
    field: error.field ?? null,
  };
}
