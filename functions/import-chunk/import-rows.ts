import { setTimeout as sleep } from "node:timers/promises";
import { fileKeys } from "../../shared/contracts/file-keys.ts";
import type { FileLayout, ImportJob } from "../../shared/domain/entities/import.ts";
import { inLanes } from "./lanes.ts";
import { headerNames } from "./read-header.ts";
import type { FileRecord } from "./read-records.ts";
import { keysOf, type ReadableRow, type Row, readableRow } from "./readable-row.ts";
import { namesOfRejected, ownColumns, type RejectedRow, rejectedCsv } from "./rejected-rows.ts";
import type { ImportChunkDeps, RowContext, RowOutcome } from "./types.ts";
import { windowsOf } from "./windows.ts";
import { workRow } from "./work-row.ts";
import { firstOfTheirKeys, workTogether } from "./work-together.ts";

/** Rows worked in one go at most, and for how long, ms: far below the time-out of the function, whatever the rate. */
const ROWS_AT_ONCE = 1_000;
const CHUNK_MS = 20_000;
/** Rows worked between two looks at the clock, few enough that what else runs in the process has its turn; and how many side by side. */
const BATCH_ROWS = 20;
const SIDE_BY_SIDE = 4;

type RejectedOutcome = Extract<RowOutcome, { is: "rejected" }>;
/** An import whose file was read. */
type UnderWay = ImportJob & Required<Pick<ImportJob, "file" | "layout">>;

/** Imports rows from where the job stands, and answers how it stands then. Nothing of it is written to the job yet. */
export async function importRows(
  deps: ImportChunkDeps,
  context: RowContext & { readonly job: UnderWay },
): Promise<ImportJob> {
  const { job } = context;
  const startedAt = deps.clock.now();
  const rejected: RejectedRow[] = [];
  let progress = job;
  const isOver = () => progress.row - job.row >= ROWS_AT_ONCE || deps.clock.now() - startedAt >= CHUNK_MS;
  for await (const window of windowsOf(deps.files, job)) {
    // The whole file was read before: what cannot be read now changed meanwhile, which `read` has said.
    if ("problem" in window) break;
    for (const batch of batchesOf(window.records)) {
      progress = await importBatch(deps, context, progress, batch, rejected);
      if (isOver()) break;
    }
    if (progress.offset < window.end && !isOver()) progress = { ...progress, offset: window.end };
    if (isOver()) break;
  }
  return writeRejected(deps, context.layout, progress, rejected);
}

function* batchesOf(records: readonly FileRecord[]): Generator<readonly FileRecord[]> {
  for (let start = 0; start < records.length; start += BATCH_ROWS) yield records.slice(start, start + BATCH_ROWS);
}

/** Works some rows, and lets as much time pass as their number may take. */
async function importBatch(
  deps: ImportChunkDeps,
  context: RowContext,
  before: UnderWay,
  records: readonly FileRecord[],
  rejected: RejectedRow[],
): Promise<UnderWay> {
  const startedAt = performance.now();
  const rows = records.map(({ cells }, index): Row => ({ number: before.row + index + 1, cells }));
  const read = rows.map((row) => readableRow(row, context));
  const outcomes = await outcomesOf(deps, context, read);
  let after = before;
  for (const [index, outcome] of outcomes.entries()) {
    after = counted(after, outcome);
    if (outcome.is === "rejected")
      rejected.push({ row: before.row + index + 1, reason: outcome.reason, cells: records[index]?.cells ?? [] });
  }
  const pause = deps.pause ?? sleep;
  await pause(Math.max(0, (records.length * 1_000) / deps.rowsPerSecond - (performance.now() - startedAt)));
  return { ...after, row: before.row + records.length, offset: records.at(-1)?.end ?? before.offset };
}

/** What became of each row. Rows about the same number, address or record of their source go one after the other: the first is the lead. */
async function outcomesOf(
  deps: ImportChunkDeps,
  context: RowContext,
  read: readonly (ReadableRow | RejectedOutcome)[],
): Promise<RowOutcome[]> {
  const readable = read.flatMap((one) => ("is" in one ? [] : [one]));
  const done = await workTogether(deps, firstOfTheirKeys(readable), context);
  const keys = (one: ReadableRow | RejectedOutcome) => ("is" in one || done.has(one.number) ? [] : keysOf(one));
  return inLanes(read, keys, SIDE_BY_SIDE, async (one) =>
    "is" in one ? one : (done.get(one.number) ?? workRow(deps, one, context)),
  );
}

function counted(job: UnderWay, outcome: RowOutcome): UnderWay {
  const { counts } = job;
  const rejected = outcome.is === "rejected";
  return {
    ...job,
    counts: {
      ...counts,
      [outcome.is]: counts[outcome.is] + 1,
      optOuts: counts.optOuts + (!rejected && outcome.optOut ? 1 : 0),
    },
    rejectedFor: rejected ? plus(job.rejectedFor, [outcome.reason]) : job.rejectedFor,
    warnings: rejected ? job.warnings : plus(job.warnings, outcome.warnings),
  };
}

function plus(counts: Readonly<Record<string, number>>, codes: readonly string[]): Record<string, number> {
  const sum = { ...counts };
  for (const code of codes) sum[code] = (sum[code] ?? 0) + 1;
  return sum;
}

/** The rejected rows of this chunk, as the next part of their file; worked again, a chunk writes the same part again. */
async function writeRejected(
  { files }: ImportChunkDeps,
  layout: FileLayout,
  job: UnderWay,
  rows: readonly RejectedRow[],
): Promise<ImportJob> {
  if (rows.length === 0) return job;
  const { practiceId, importId, rejectedParts } = job;
  const header = await headerOf(files, layout, job);
  const own = ownColumns(header);
  const theirs = own === 0 ? rows : rows.map((row) => ({ ...row, cells: row.cells.slice(own) }));
  const text = rejectedCsv(theirs, rejectedParts === 0 ? namesOfRejected(header, job) : undefined);
  await files.write(fileKeys.rejectedPart(practiceId, importId, rejectedParts), text);
  return { ...job, rejectedParts: rejectedParts + 1, rejectedBytes: job.rejectedBytes + Buffer.byteLength(text) };
}

/** The header as the file has it. */
async function headerOf(
  files: ImportChunkDeps["files"],
  { rowsFrom, delimiter }: FileLayout,
  { practiceId, importId, file }: UnderWay,
): Promise<readonly string[]> {
  if (rowsFrom === 0) return [];
  const bytes = await files.read(fileKeys.upload(practiceId, importId), file.etag, 0, rowsFrom);
  return headerNames(bytes, delimiter);
}
