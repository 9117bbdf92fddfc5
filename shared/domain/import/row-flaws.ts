import type { FileLayout, ImportField } from "../entities/import.ts";
import { emailsIn, phonesIn } from "./contact-cells.ts";
import { isFormula, unwrapped } from "./formula.ts";

/** Whether a row has more cells than the header has columns. Blank ones behind the last column do not count. */
export function isTooWide(cells: readonly string[], { width }: Pick<FileLayout, "width">): boolean {
  return cells.slice(width).some((cell) => cell.trim() !== "");
}

/** Whether a cell has swallowed rows, as one does whose quote is never closed: a line of it has a row's cells and its contact data. */
export function holdsRows(cells: readonly string[], { delimiter, width, columns }: FileLayout): boolean {
  if (width === 1) return false;
  const isContact = (line: readonly string[]) =>
    (columns.phone ?? []).some((column) => phonesIn(line[column] ?? "").length > 0) ||
    (columns.email ?? []).some((column) => emailsIn(line[column] ?? "").length > 0);
  return cells
    .filter((cell) => /[\r\n]/.test(cell))
    .flatMap((cell) => cell.split(/[\r\n]+/))
    .map((line) => line.split(delimiter))
    .some((line) => line.length >= width && isContact(line));
}

/** Columns with a meaning whose cell a spreadsheet would run. */
export function formulaColumns(cells: readonly string[], { columns }: Pick<FileLayout, "columns">): number[] {
  const used = Object.keys(columns).flatMap((field) => columns[field as ImportField] ?? []);
  return [...new Set(used)].filter((column) => isFormula(unwrapped(cells[column] ?? "")));
}
