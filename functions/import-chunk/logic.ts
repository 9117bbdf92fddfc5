import { fileKeys } from "../../shared/contracts/file-keys.ts";
import { MetricName } from "../../shared/contracts/names.ts";
import type { ImportInput, ImportProgress } from "../../shared/contracts/workflow.ts";
import type { ImportJob } from "../../shared/domain/entities/import.ts";
import { FileChanged } from "../../shared/domain/errors.ts";
import { present } from "../../shared/domain/present.ts";
import { JOB_LEASE_MS } from "../../shared/domain/timing.ts";
import { untilCommitted } from "../../shared/ports/until-committed.ts";
import { importRows } from "./import-rows.ts";
import { withoutWordings } from "./imported-lead.ts";
import { readFile } from "./read-file.ts";
import type { FileFlaw, ImportChunkDeps } from "./types.ts";

export type { ImportChunkDeps } from "./types.ts";

/**
 * Works the next part of a file: first reads all of it, then imports its rows, chunk by chunk. What a chunk did is noted at its end;
 * a chunk that was cut off is worked again, and its rows find what they have done. Throws what is worth another try.
 */
export async function importChunk(
  deps: ImportChunkDeps,
  { practiceId, importId }: ImportInput,
): Promise<ImportProgress> {
  const job = await deps.store.read("importJob", { practiceId, importId });
  if (job === undefined || job.status === "waiting") return { status: "failed" };
  if (job.status === "done" || job.status === "failed") return { status: job.status };
  try {
    return job.status === "reading" ? await read(deps, job) : await importNext(deps, job);
  } catch (error) {
    if (error instanceof FileChanged) return refuse(deps, job, { code: "file_changed" });
    throw error;
  }
}

async function read(deps: ImportChunkDeps, job: ImportJob): Promise<ImportProgress> {
  const found = await readFile(deps, job);
  if (found.is === "refused") return refuse(deps, job, found);
  await note(deps, job, found.job);
  return { status: "more" };
}

async function importNext(deps: ImportChunkDeps, job: ImportJob): Promise<ImportProgress> {
  const { file, layout, practiceId } = job;
  const [ring, published] = await Promise.all([deps.keyRings.load(), deps.configs.current(practiceId)]);
  if (published === undefined || file === undefined || layout === undefined)
    return refuse(deps, job, { code: "practice_gone" });
  const practice = { ...published, practiceId };
  const context = { job: { ...job, file, layout }, layout, practice, silent: withoutWordings(practice), ring };
  const after = await importRows(deps, context);
  if (after.row < (job.rows ?? 0) && after.offset < file.bytes) {
    await note(deps, job, after);
    return { status: "more" };
  }
  return finish(deps, job, after);
}

/** Opt-outs that are in are noted before the import is done: campaigns wait for the one, people look at the other. */
async function finish(deps: ImportChunkDeps, job: ImportJob, after: ImportJob): Promise<ImportProgress> {
  const { practiceId, counts } = after;
  await joinRejected(deps, after);
  if (job.kind === "suppressions" && counts.accepted + counts.merged + counts.unchanged > 0)
    await noteOptOuts(deps, after);
  const now = deps.clock.now();
  if (!(await note(deps, job, { ...after, status: "done", finishedAt: now }))) return { status: "more" };
  for (const outcome of ["accepted", "merged", "unchanged", "rejected"] as const) {
    if (counts[outcome] > 0)
      deps.metrics.emit(MetricName.RowsImported, counts[outcome], { Practice: practiceId, Reason: outcome });
  }
  deps.logger.info("import done", { practiceId, stage: "done", count: after.row });
  return { status: "done" };
}

/** One file of all rejected rows, however the import ended. */
async function joinRejected(
  { files }: ImportChunkDeps,
  { practiceId, importId, rejectedParts, rejectedBytes }: ImportJob,
): Promise<void> {
  if (rejectedParts === 0) return;
  const parts = Array.from({ length: rejectedParts }, (_, part) => fileKeys.rejectedPart(practiceId, importId, part));
  await files.join(parts, fileKeys.rejected(practiceId, importId), rejectedBytes);
}

async function noteOptOuts(deps: ImportChunkDeps, { practiceId, importId }: ImportJob): Promise<void> {
  await untilCommitted({ pause: deps.pause, failures: 1 }, async () => {
    const known = await deps.store.read("optOutRecord", { practiceId });
    if (known?.imported?.importId === importId) return undefined;
    const value = {
      ...known,
      practiceId,
      version: (known?.version ?? 0) + 1,
      imported: { importId, at: deps.clock.now() },
    };
    const put = { entity: "optOutRecord", value, expected: known?.version ?? "absent" } as const;
    return (await deps.store.commit({ puts: [put], events: [] })) === "conflict" ? "conflict" : undefined;
  });
}

/** The file cannot be imported; rows that are in stay in. */
async function refuse(deps: ImportChunkDeps, job: ImportJob, { code, row, field }: FileFlaw): Promise<ImportProgress> {
  const error = present<NonNullable<ImportJob["error"]>>({ code, row, field });
  await joinRejected(deps, job);
  if (!(await note(deps, job, { ...job, status: "failed", error, finishedAt: deps.clock.now() })))
    return { status: "more" };
  const { practiceId } = job;
  deps.metrics.emit(MetricName.ImportFailed, 1, { Practice: practiceId, Reason: code });
  deps.logger.warn("import refused", { practiceId, stage: "failed", code });
  return { status: "failed" };
}

/** Writes how the job stands; false when another execution was faster, whose word then counts. */
async function note(deps: ImportChunkDeps, job: ImportJob, after: ImportJob): Promise<boolean> {
  const { wakeAt: _before, ...rest } = after;
  const isOver = after.status === "done" || after.status === "failed";
  const value = { ...rest, version: job.version + 1, ...(isOver ? {} : { wakeAt: deps.clock.now() + JOB_LEASE_MS }) };
  const put = { entity: "importJob", value, expected: job.version } as const;
  return (await deps.store.commit({ puts: [put], events: [] })) === "committed";
}
