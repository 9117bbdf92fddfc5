import type { FileLayout, ImportField } from "../entities/import.ts";
import { cleanText, type TextRules } from "../text/clean-text.ts";
import { unwrapped } from "./formula.ts";
import type { RowWarning } from "./imported-row.ts";
import { saysNothing } from "./words.ts";

/** How a cell of text is read; the limits are those of intake. */
interface CellRules extends TextRules {
  /** Too long: keep the beginning, or ignore the cell. */
  readonly tooLong: "cut" | "ignore";
}

export const NAME: CellRules = { max: 100, tooLong: "cut" };
export const WORD: CellRules = { max: 200, tooLong: "ignore" };
export const FREE_TEXT: CellRules = { max: 10_000, multiline: true, tooLong: "cut" };
export const URL_TEXT: CellRules = { max: 2_000, tooLong: "ignore" };

/** Fields whose cells may hold "None" or "Null" and mean it. */
const NAMES: ReadonlySet<ImportField> = new Set(["firstName", "lastName", "fullName"]);
/** "None" where the wording of a consent should be says that there is none. */
const NO_WORDING = /^none$/i;

/** The cells of a row by what they hold. Collects what was not used as it stands. */
export class RowCells {
  readonly warnings: Set<RowWarning>;
  readonly #cells: readonly string[];
  readonly #columns: FileLayout["columns"];

  constructor(cells: readonly string[], columns: FileLayout["columns"], warnings = new Set<RowWarning>()) {
    this.#cells = cells;
    this.#columns = columns;
    this.warnings = warnings;
  }

  /** The row as if some cells were blank. */
  without(blank: readonly number[]): RowCells {
    const cells = this.#cells.map((cell, column) => (blank.includes(column) ? "" : cell));
    return new RowCells(cells, this.#columns, this.warnings);
  }

  /** Notes that something was not used as it stands. */
  warn(warning: RowWarning): undefined {
    this.warnings.add(warning);
    return undefined;
  }

  /** The cells of a field that say something, the surest column first. */
  all(field: ImportField): string[] {
    const cells = (this.#columns[field] ?? []).map((column) => unwrapped(this.#cells[column] ?? ""));
    const isSaid = (cell: string) =>
      NAMES.has(field) ? cell !== "" : !saysNothing(cell) || (field === "consentText" && NO_WORDING.test(cell));
    return cells.filter((cell) => isSaid(cell.trim()));
  }

  /** The cells of every column that is read for none of these fields, long ones apart. */
  others(fields: readonly ImportField[], maxLength: number): string[] {
    const known = new Set(fields.flatMap((field) => this.#columns[field] ?? []));
    return this.#cells.filter((cell, column) => !known.has(column) && cell.length <= maxLength);
  }

  /** The first of them. */
  first(field: ImportField): string | undefined {
    return this.all(field)[0];
  }

  /** The first of them as a text that can be stored; undefined when nothing is left of it. */
  text(field: ImportField, rules: CellRules): string | undefined {
    return this.clean(this.first(field) ?? "", rules);
  }

  /** A text that can be stored. */
  clean(raw: string, rules: CellRules): string | undefined {
    const { text, cut } = cleanText(raw, rules);
    if (cut) this.warn(rules.tooLong === "cut" ? "text_truncated" : "field_ignored");
    return text === "" || (cut && rules.tooLong === "ignore") ? undefined : text;
  }

  /** What a cell means, by one of the readers of this folder; a word that it does not know is a warning. */
  meaning<T>(field: ImportField, read: (text: string) => T | undefined, unknown: RowWarning): T | undefined {
    const cell = this.first(field);
    return cell === undefined ? undefined : (read(cell) ?? this.warn(unknown));
  }
}
