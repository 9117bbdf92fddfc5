import { ROUNDING_RULE } from "../../../shared/domain/economics/funnel.ts";
import { type Comparison, givenOf, rowsOf } from "./comparison.ts";

/** What the columns of the table are called. */
export const TABLE_HEADER = ["", "Rate before", "Before", "Rate after", "After", "Change"] as const;

/** The comparison as rows of cells, without the header. */
export function tableCells(comparison: Comparison): readonly (readonly string[])[] {
  return rowsOf(comparison).map(({ label, rates, values, change }) => [
    label,
    rates[0],
    values[0],
    rates[1],
    values[1],
    change,
  ]);
}

/** The comparison for a terminal. */
export function textTable(comparison: Comparison): string {
  const lines = [TABLE_HEADER, ...tableCells(comparison)];
  const widths = TABLE_HEADER.map((_, column) => Math.max(...lines.map((cells) => cells[column]?.length ?? 0)));
  // Labels to the left, figures to the right.
  const cell = (text: string, column: number) =>
    column === 0 ? text.padEnd(widths[0] ?? 0) : text.padStart(widths[column] ?? 0);
  const table = lines.map((cells) => cells.map(cell).join("  "));
  return [givenOf(comparison), "", ...table, "", ROUNDING_RULE].join("\n");
}
