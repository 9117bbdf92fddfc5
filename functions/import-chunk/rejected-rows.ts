import { stringify } from "csv-stringify/sync";

/** A row that was not imported. */
export interface RejectedRow {
  /** From 1; the header does not count. */
  readonly row: number;
  readonly reason: string;
  readonly cells: readonly string[];
}

/** Spaces and controls before the sign of a formula: csv-stringify looks at the first character only. */
const HIDDEN_FORMULA = /^[\s\p{Cc}\p{Cf}]+[=+\-@＝＋－＠]/u;

/** Rejected rows as CSV: row, reason, then the cells as they were. `header` are the names of those cells, for the first part of a file. No spreadsheet runs a cell of it. */
export function rejectedCsv(rows: readonly RejectedRow[], header?: readonly string[]): string {
  const names = header === undefined ? [] : [["row", "reason", ...header]];
  const records = rows.map(({ row, reason, cells }) => [String(row), reason, ...cells]);
  return stringify(
    [...names, ...records].map((cells) => cells.map(neutral)),
    { escape_formulas: true },
  );
}

function neutral(cell: string): string {
  return HIDDEN_FORMULA.test(cell) ? `'${cell}` : cell;
}
