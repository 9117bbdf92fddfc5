import { fileKeys } from "../../shared/contracts/file-keys.ts";
import type { ImportJob } from "../../shared/domain/entities/import.ts";
import type { FileProblem } from "../../shared/domain/import/file-problems.ts";
import type { ImportFiles } from "../../shared/ports/index.ts";
import { type FileRecord, MAX_RECORD_BYTES, readRecords } from "./read-records.ts";

/** Bytes read and parsed in one go: any record fits, and parsing holds up whatever else the process does for some milliseconds only. */
const WINDOW_BYTES = MAX_RECORD_BYTES + 1;

/** The records that one window of a file completes. */
export interface Window {
  readonly records: readonly FileRecord[];
  /** Where the file goes on behind them, bytes. */
  readonly end: number;
}

/** Reads a file window by window from an offset on; a record that no window completes ends it with a problem. */
export async function* windowsOf(
  files: ImportFiles,
  job: ImportJob & Required<Pick<ImportJob, "file" | "layout">>,
): AsyncGenerator<Window | { readonly problem: FileProblem }> {
  const { file, layout } = job;
  const key = fileKeys.upload(job.practiceId, job.importId);
  let at = job.offset;
  while (at < file.bytes) {
    const start = at;
    const to = Math.min(start + WINDOW_BYTES, file.bytes);
    const bytes = await files.read(key, file.etag, start, to);
    const { delimiter } = layout;
    const { records, consumed, problem } = readRecords(bytes, { delimiter, isEnd: to === file.bytes });
    at = start + consumed;
    yield { records: records.map(({ cells, end }) => ({ cells, end: start + end })), end: at };
    if (problem !== undefined) yield { problem };
    if (problem !== undefined || consumed === 0) return;
  }
}
