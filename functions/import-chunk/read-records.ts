import { CsvError } from "csv-parse";
import { parse } from "csv-parse/sync";
import { decodeCell } from "./decode-cell.ts";

/** The longest record, bytes: a longer one is a quote that never closes, or no CSV. */
export const MAX_RECORD_BYTES = 256 * 1024;
/** Line ends of every system, also mixed. */
const LINE_ENDS = ["\r\n", "\n", "\r"];
const LINE_END_BYTES: ReadonlySet<number | undefined> = new Set([10, 13]);

/** One record of a file. */
export interface FileRecord {
  readonly cells: string[];
  /** Where the next one begins, bytes from the start of the chunk. */
  readonly end: number;
}

/** Why a record cannot be read. */
export type RecordProblem = "row_too_long" | "unclosed_quote";

/** The complete records of a chunk. */
export interface ReadRecords {
  /** Without those whose cells are all blank. */
  readonly records: FileRecord[];
  /** Bytes that need not be read again; what follows is the beginning of a record that the chunk cuts off. */
  readonly consumed: number;
  /** Why reading stops behind `records`: the record at `consumed` cannot be read. */
  readonly problem?: RecordProblem;
}

/**
 * Reads records from a chunk that begins where one does. Give at least `MAX_RECORD_BYTES` + 1 bytes unless the file ends
 * before: then the answer consumes something or names a problem.
 */
export function readRecords(
  bytes: Uint8Array,
  { delimiter, isEnd }: { readonly delimiter: string; readonly isEnd: boolean },
): ReadRecords {
  const { raw, isClosed } = parseAll(bytes, delimiter);
  const complete = isEnd ? raw : withoutCutOff(raw, bytes);
  const records: FileRecord[] = [];
  let consumed = complete.length === 0 ? leadingLineEnds(bytes) : 0;
  for (const { cells, end } of complete) {
    if (end - consumed > MAX_RECORD_BYTES) return { records, consumed, problem: "row_too_long" };
    if (cells.some((cell) => cell.trim() !== "")) records.push({ cells: cells.map(decodeCell), end });
    consumed = end;
  }
  if (isEnd && isClosed) return { records, consumed: bytes.length };
  if (bytes.length - consumed > MAX_RECORD_BYTES) return { records, consumed, problem: "row_too_long" };
  return isEnd ? { records, consumed, problem: "unclosed_quote" } : { records, consumed };
}

/** Every record, the last one as far as it goes; none that ends within quotes. */
function parseAll(bytes: Uint8Array, delimiter: string): { raw: FileRecord[]; isClosed: boolean } {
  const raw: FileRecord[] = [];
  try {
    parse(bytes, {
      delimiter,
      // Bytes as they are, so that places are places in the file. With "latin1" its `ltrim` takes ( ) / and _ for spaces: it cuts
      // U+2028, U+2029, U+202F and U+205F off to their last byte.
      encoding: null,
      bom: false,
      ltrim: true,
      record_delimiter: LINE_ENDS,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      on_record: (cells: readonly unknown[], { bytes: end }) => {
        // Buffers, which the types do not say. One character per byte: each cell is decoded by itself.
        raw.push({ cells: (cells as readonly Buffer[]).map((cell) => cell.toString("latin1")), end });
        return null;
      },
    });
    return { raw, isClosed: true };
  } catch (error) {
    if (error instanceof CsvError && error.code === "CSV_QUOTE_NOT_CLOSED") return { raw, isClosed: false };
    throw error;
  }
}

/** Only a record that a line end follows is known to be complete. */
function withoutCutOff(raw: readonly FileRecord[], bytes: Uint8Array): readonly FileRecord[] {
  const last = raw.at(-1);
  const isCutOff = last?.end === bytes.length && !LINE_END_BYTES.has(bytes.at(-1));
  return isCutOff ? raw.slice(0, -1) : raw;
}

/** Empty lines at the beginning, bytes. */
function leadingLineEnds(bytes: Uint8Array): number {
  const first = bytes.findIndex((byte) => !LINE_END_BYTES.has(byte));
  return first < 0 ? bytes.length : first;
}
