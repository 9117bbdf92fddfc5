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
    ignoredColumns: ignoredColumns(job),
    error: errorOf(job),
  };
}

/** By their places: a header is the practice's own words, and the job holds none of them. */
function ignoredColumns({ layout }: ImportJob): number[] {
  const read = new Set(Object.values(layout?.columns ?? {}).flat());
  return Array.from({ length: layout?.width ?? 0 }, (_, column) => column)
    .filter((column) => !read.has(column))
    .map((column) => column + 1);
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
