import type { FileLayout, ImportKind, ImportOptions } from "../../shared/domain/entities/import.ts";
import { emailsIn, phonesIn } from "../../shared/domain/import/contact-cells.ts";
import type { FileProblem } from "../../shared/domain/import/file-problems.ts";
import { knownHeaders, recogniseHeaders } from "../../shared/domain/import/headers.ts";
import { bomBytes, noTextProblem } from "./file-kind.ts";
import { MAX_RECORD_BYTES, type RecordProblem, readRecords } from "./read-records.ts";
import type { FileFlaw } from "./types.ts";

/** How a file is laid out, or what is wrong with it. */
export type ReadHeader =
  | { readonly ok: true; readonly layout: FileLayout }
  | { readonly ok: false; readonly flaw: FileFlaw };

/** How the beginning of a file is to be read. */
export interface HeaderOptions {
  /** The bytes are the whole file. */
  readonly isEnd: boolean;
  readonly kind: ImportKind;
  readonly options: ImportOptions;
}

/** What may stand between cells, the likeliest first. */
const DELIMITERS = [",", ";", "\t", "|"] as const;
/** Rows that are looked at to find out. */
const SAMPLE_ROWS = 20;
/** Excel's hint at the delimiter, on a line of its own. */
const SEP_LINE = /^sep=(.)\r?\n/i;

/** A first line, split one way. */
interface Split {
  readonly delimiter: string;
  readonly header: readonly string[];
  readonly end: number;
  readonly rows: readonly (readonly string[])[];
}

/** Reads the beginning of a file, at most 1 MiB of it: its delimiter, its header and what its columns hold. */
export function readHeader(bytes: Uint8Array, { isEnd, kind, options }: HeaderOptions): ReadHeader {
  const problem = noTextProblem(bytes);
  if (problem !== undefined) return failed(problem);
  const { from, sep } = beginningOf(bytes);
  const delimiters = DELIMITERS.filter((delimiter) => sep === undefined || delimiter === sep);
  if (delimiters.length === 0) return failed("unknown_delimiter");

  const sample = bytes.subarray(from, from + MAX_RECORD_BYTES + 1);
  const read = { isEnd: isEnd && from + sample.length === bytes.length };
  const splits = delimiters.map((delimiter) => splitBy(delimiter, sample, read));
  const usable = splits.filter((split) => typeof split === "object");
  const best = usable.reduce<Split | undefined>((found, next) => (isBetter(next, found) ? next : found), undefined);
  if (best === undefined) return failed(splits.find((split) => typeof split === "string") ?? "empty_file");
  return layoutOf(best, from, { kind, options });
}

/** The names in a header, given the bytes before the first row; none when a list has no header. */
export function headerNames(bytes: Uint8Array, delimiter: string): readonly string[] {
  const { from } = beginningOf(bytes);
  return readRecords(bytes.subarray(from), { delimiter, isEnd: true }).records[0]?.cells ?? [];
}

/** Where the first line begins, and the delimiter that Excel says before it. */
function beginningOf(bytes: Uint8Array): { from: number; sep: string | undefined } {
  const bom = bomBytes(bytes);
  const [line = "", sep] = SEP_LINE.exec(Buffer.from(bytes.subarray(bom, bom + 8)).toString("latin1")) ?? [];
  return { from: bom + line.length, sep };
}

function layoutOf(split: Split, from: number, { kind, options }: Pick<HeaderOptions, "kind" | "options">): ReadHeader {
  const { delimiter, header, end, rows } = split;
  const layout = { delimiter, rowsFrom: from + end, width: header.length, dates: {} };
  const recognised = recogniseHeaders(header, options, kind);
  if ("columns" in recognised) {
    return isSplitOtherwise(split)
      ? failed("unknown_delimiter")
      : { ok: true, layout: { ...layout, columns: recognised.columns } };
  }
  const { problem } = recognised;
  if ("field" in problem) return { ok: false, flaw: problem };
  const [only = "", ...others] = header.filter((cell) => cell.trim() !== "");
  if (others.length > 0) return failed(problem.code);
  if (kind === "suppressions" && (isContact(only) || rows.some(([cell = ""]) => isContact(cell)))) {
    // A list of nothing but numbers and addresses, whatever its header says, if it has one.
    const rowsFrom = isEntry(only) ? from : layout.rowsFrom;
    return { ok: true, layout: { ...layout, rowsFrom, columns: { phone: [0], email: [0] } } };
  }
  return failed(holdsSeveralNames(only) ? "unknown_delimiter" : problem.code);
}

function splitBy(
  delimiter: string,
  sample: Uint8Array,
  { isEnd }: { isEnd: boolean },
): Split | FileProblem | undefined {
  const { records, problem } = readRecords(sample, { delimiter, isEnd });
  const [first, ...rows] = records;
  if (first !== undefined) {
    return {
      delimiter,
      header: first.cells,
      end: first.end,
      rows: rows.slice(0, SAMPLE_ROWS).map(({ cells }) => cells),
    };
  }
  return problem === undefined ? undefined : headerProblem(problem);
}

function headerProblem(problem: RecordProblem): FileProblem {
  return problem === "row_too_long" ? "line_too_long" : problem;
}

/** The delimiter that shows more names of columns, then the one that splits rows as it splits the header. */
function isBetter(next: Split, found: Split | undefined): boolean {
  if (found === undefined) return true;
  const [known, others] = [knownHeaders(next.header), knownHeaders(found.header)];
  return known === others ? evenRows(next) > evenRows(found) : known > others;
}

function evenRows({ header, rows }: Split): number {
  return header.length === 1 ? 0 : 1 + rows.filter((row) => row.length === header.length).length;
}

/** The header is split by one delimiter and every row by another. */
function isSplitOtherwise({ header, rows, delimiter }: Split): boolean {
  if (header.length === 1 || rows.length === 0) return false;
  const others = DELIMITERS.filter((other) => other !== delimiter);
  return rows.every(([cell = "", ...rest]) => rest.length === 0 && others.some((other) => cell.includes(other)));
}

/** Names of columns with something between them that is none of our delimiters. */
function holdsSeveralNames(line: string): boolean {
  return [/[^\p{L}\p{N} _-]+/u, /\s{2,}/, /\s+/].some((between) => knownHeaders(line.split(between)) > 1);
}

function isContact(cell: string): boolean {
  return phonesIn(cell).length > 0 || emailsIn(cell).length > 0;
}

/** An entry of a list, even one that cannot be read, and no name of a column. */
function isEntry(cell: string): boolean {
  return isContact(cell) || cell.includes("@") || cell.replace(/\D/g, "").length >= 5;
}

function failed(code: FileProblem): ReadHeader {
  return { ok: false, flaw: { code } };
}
