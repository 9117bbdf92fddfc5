import { stringify } from "csv-stringify/sync";
import type { ImportJob } from "../../shared/domain/entities/import.ts";
import { recogniseHeaders } from "../../shared/domain/import/headers.ts";

/** A row that was not imported. */
export interface RejectedRow {
  /** From 1; the header does not count. */
  readonly row: number;
  readonly reason: string;
  readonly cells: readonly string[];
}

/** The columns before those of the file. */
const OWN = ["row", "reason"];
/** A column that any list of opt-outs is recognised by. */
const LIST = ["contact"];

/** Spaces and controls before the sign of a formula: csv-stringify looks at the first character only. */
const HIDDEN_FORMULA = /^[\s\p{Cc}\p{Cf}]+[=+\-@＝＋－＠]/u;

/** Rejected rows as CSV: row, reason, then the cells as they were. `header` are the names of those cells, for the first part of a file. No spreadsheet runs a cell of it. */
export function rejectedCsv(rows: readonly RejectedRow[], header?: readonly string[]): string {
  const names = header === undefined ? [] : [[...OWN, ...header]];
  const records = rows.map(({ row, reason, cells }) => [String(row), reason, ...cells]);
  return stringify(
    [...names, ...records].map((cells) => cells.map(neutral)),
    { escape_formulas: true },
  );
}

/** How many columns of a header are ours, from an earlier import whose rejected rows the file holds. */
export function ownColumns(header: readonly string[]): number {
  return OWN.every((name, column) => header[column] === name) ? OWN.length : 0;
}

/** The names under which rejected rows can be imported again once they are mended: those of the file, where it has names that can be recognised. */
export function namesOfRejected(
  header: readonly string[],
  { kind, options }: Pick<ImportJob, "kind" | "options">,
): readonly string[] {
  // Behind the one column of a list there is none to name: longer rows are searched from end to end.
  return "columns" in recogniseHeaders(header, options, kind) ? header.slice(ownColumns(header)) : LIST;
}

function neutral(cell: string): string {
  return HIDDEN_FORMULA.test(cell) ? `'${cell}` : cell;
}
