import { fileKeys } from "../../shared/contracts/file-keys.ts";
import type { FileLayout, ImportJob } from "../../shared/domain/entities/import.ts";
import { noteDates, unprovenDates } from "../../shared/domain/import/dates.ts";
import { readHeader } from "./read-header.ts";
import type { FileFlaw, ImportChunkDeps } from "./types.ts";
import { mayBeOptOuts } from "./unclear-kind.ts";
import { windowsOf } from "./windows.ts";

/** Rows in a file at most: more are more than an execution's history holds, and than any practice has leads. */
const MAX_ROWS = 1_000_000;
/** What is looked at for the header, bytes. */
const HEADER_BYTES = 1024 ** 2;
/** Windows read in one go at most, a quarter of a MiB each. */
const WINDOWS_AT_ONCE = 32;

/** What reading a part of the file has found. */
export type ReadFile =
  | { readonly is: "more"; readonly job: ImportJob }
  | { readonly is: "read"; readonly job: ImportJob }
  | ({ readonly is: "refused" } & FileFlaw);

/**
 * Reads the file once from end to end before any row is imported: how it is laid out, how many rows it has, and what its dates
 * prove of their order. Whatever is wrong with it as a whole is said here.
 */
export async function readFile(deps: ImportChunkDeps, job: ImportJob): Promise<ReadFile> {
  if (job.file === undefined || job.file.bytes === 0) return { is: "refused", code: "empty_file" };
  const { file } = job;
  if (job.layout === undefined) {
    const key = fileKeys.upload(job.practiceId, job.importId);
    const bytes = await deps.files.read(key, file.etag, 0, Math.min(HEADER_BYTES, file.bytes));
    const { kind, options } = job;
    const isEnd = bytes.byteLength === file.bytes;
    const header = readHeader(bytes, { isEnd, kind, options });
    if (job.kindAssumed && mayBeOptOuts(header, bytes, { isEnd, options }))
      return { is: "refused", code: "kind_unclear" };
    if (!header.ok) return { is: "refused", ...header.flaw };
    const { layout } = header;
    return readOn(deps, { ...job, layout, offset: layout.rowsFrom }, file, layout);
  }
  return readOn(deps, job, file, job.layout);
}

async function readOn(
  { files, configs }: ImportChunkDeps,
  job: ImportJob,
  file: NonNullable<ImportJob["file"]>,
  layout: FileLayout,
): Promise<ReadFile> {
  const practice = await configs.current(job.practiceId);
  if (practice === undefined) return { is: "refused", code: "practice_gone" };
  const context = { zone: practice.config.zone, now: job.createdAt };
  let { offset, row } = job;
  let { dates } = layout;
  let windows = 0;
  for await (const window of windowsOf(files, { ...job, file, layout })) {
    if ("problem" in window) return { is: "refused", code: window.problem, row: row + 1 };
    for (const { cells } of window.records) dates = noteDates(dates, cells, layout, context);
    row += window.records.length;
    offset = window.end;
    windows += 1;
    if (row > MAX_ROWS) return { is: "refused", code: "too_many_rows" };
    if (windows === WINDOWS_AT_ONCE) break;
  }
  const read: FileLayout = { ...layout, dates };
  const after: ImportJob = { ...job, layout: read, offset, row };
  return offset < file.bytes && windows === WINDOWS_AT_ONCE ? { is: "more", job: after } : atEnd(after, read);
}

function atEnd(job: ImportJob, layout: FileLayout): ReadFile {
  if (job.row === 0) return { is: "refused", code: "no_rows" };
  const [field] = unprovenDates(layout, job.options);
  if (field !== undefined) return { is: "refused", code: "ambiguous_dates", field };
  return { is: "read", job: { ...job, status: "importing", rows: job.row, offset: layout.rowsFrom, row: 0 } };
}
