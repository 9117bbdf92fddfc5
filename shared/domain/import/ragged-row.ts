import type { FileLayout } from "../entities/import.ts";
import { mayContactAnswer, optOutAnswer, optOutStatus } from "./answers.ts";
import { consentStatement } from "./consent-text.ts";
import { emailsIn, holdsOnlyEmails, holdsOnlyPhones, phonesIn } from "./contact-cells.ts";
import { DATE_FIELDS } from "./dates.ts";
import { isFormula, unwrapped } from "./formula.ts";
import { type Refusal, refusalsInWords } from "./opt-out-words.ts";
import { RowCells } from "./row-cells.ts";
import type { RowRefusals } from "./row-opt-out.ts";

/** A row of a list of leads with more cells than columns, of which nothing is certain but that somebody opted out. */
export interface RaggedOptOut {
  /** Numbers and addresses, wherever they are, and nothing else. */
  readonly row: RowCells;
  readonly refusals: RowRefusals;
}

/**
 * Looks for an opt-out in a row that cannot be read, such as one with a comma in an unquoted note: in the words of any cell, and in
 * the answers that may have been moved out of the columns of opt-outs. Undefined when there is none, or nobody to whom it applies.
 */
export function raggedOptOut(cells: readonly string[], layout: FileLayout): RaggedOptOut | undefined {
  const written = cells.map(unwrapped);
  const said = new Set([...written.flatMap(wordsOf), ...movedAnswers(written, layout)]);
  const optOut = said.has("all") ? "all" : said.has("email") ? "email" : undefined;
  const contact = contactColumns(written);
  if (optOut === undefined || contact.length === 0) return undefined;
  const row = new RowCells(cells, { phone: contact, email: contact });
  row.warn("columns_ignored");
  const refused: Refusal[] = optOut === "all" ? ["all", "sms", "call", "email"] : ["email"];
  return { row, refusals: { optOut, refused: new Set(refused) } };
}

/** The wording of a consent may speak of opting out. */
function wordsOf(cell: string): readonly Refusal[] {
  return consentStatement(cell) === "agreed" ? [] : refusalsInWords(cell);
}

/** Cells before a comma too many are in place, those behind it as many columns further as there are cells too many. */
function movedAnswers(cells: readonly string[], { columns, width }: FileLayout): Refusal[] {
  const surplus = cells.findLastIndex((cell) => cell.trim() !== "") + 1 - width;
  const dates = DATE_FIELDS.flatMap((field) => columns[field] ?? []);
  const moved = (field: "optOut" | "optOutEmail" | "mayContact", isOut: (cell: string) => boolean) =>
    (columns[field] ?? []).some((column) => {
      // A day may have come from a column of days that is near.
      const isNearDates = dates.some((date) => Math.abs(date - column) <= surplus);
      const reach = cells.slice(column, column + surplus + 1);
      return reach.some((cell) => isOut(cell) && !(isNearDates && /\d/.test(cell) && cell.trim().length > 1));
    });
  const isOut = moved("optOut", (cell) => optOutAnswer(cell) === "yes");
  const mayNot = moved("mayContact", (cell) => mayContactAnswer(cell) === "no");
  const isOutOfEmail = moved("optOutEmail", (cell) => optOutStatus(cell) === "yes");
  return [...(isOut || mayNot ? (["all"] as const) : []), ...(isOutOfEmail ? (["email"] as const) : [])];
}

/** Cells that are numbers or addresses; without any, those in which there are some. */
function contactColumns(cells: readonly string[]): number[] {
  const columnsOf = (holds: (cell: string) => boolean) =>
    cells.flatMap((cell, column) => (!isFormula(cell) && holds(cell) ? [column] : []));
  const sure = columnsOf((cell) => holdsOnlyPhones(cell) || holdsOnlyEmails(cell));
  return sure.length > 0 ? sure : columnsOf((cell) => phonesIn(cell).length + emailsIn(cell).length > 0);
}
