import type { ImportField, ImportOptions } from "../entities/import.ts";
import { consentAnswer, mayContactAnswer, optOutAnswer } from "./answers.ts";
import { type Refusal, refusalIn, refusalsIn } from "./opt-out-words.ts";
import type { RowCells } from "./row-cells.ts";
import { readStage } from "./stages.ts";
import { ownMeaning, plainWords } from "./words.ts";

/** Longer cells of columns without a meaning are not read: they hold the small print of forms, or stories. */
const MAX_SHORT_CELL = 120;
/** Columns with readers of their own. */
const READ_AS_THEY_ARE: readonly ImportField[] = [
  "message",
  "stage",
  "lostReason",
  "optOut",
  "optOutEmail",
  "mayContact",
  "consentSms",
  "consentCall",
  "consentEmail",
];
/** Says more than that it concerns email. */
const NO_CONTACT_AT_ALL = /\b(?:dnc|do not (?:contact|call|text))\b/;
/** Letters beside a number say something: "312-555-0142 STOP". */
const NUMBERS = /[\d+().-]+/g;

/** What a row says of contact, in whatever column. */
export interface RowRefusals {
  readonly optOut: "all" | "email" | undefined;
  /** Channels that a note refuses while it offers another way. */
  readonly refused: ReadonlySet<Refusal>;
}

/** Looks for a no in every cell of a row: columns made for it, answers about consent, notes, and words in any other cell. */
export function refusalsOfRow(row: RowCells, options: ImportOptions): RowRefusals {
  const said = new Set<Refusal>([
    ...answers(row),
    ...notes(row, options).flatMap((note) => [...refusalsIn(note)]),
    ...row.all("stage").flatMap((cell): Refusal[] => (readStage(cell, options) === "opted_out" ? ["all"] : [])),
    ...row.others(READ_AS_THEY_ARE, MAX_SHORT_CELL).flatMap((cell) => refusalIn(cell) ?? []),
  ]);
  if (said.has("unclear")) row.warn("message_unclear");
  return { optOut: said.has("all") ? "all" : said.has("email") ? "email" : undefined, refused: said };
}

/** What somebody wrote in their own words. A stage that is known, and what the practice itself has explained, has its meaning. */
function notes(row: RowCells, options: ImportOptions): string[] {
  const reasons = row.all("lostReason").filter((cell) => ownMeaning(cell, options.lostReasons ?? {}) === undefined);
  const stages = row.all("stage").filter((cell) => readStage(cell, options) === undefined);
  const besideNumbers = row.all("phone").map((cell) => cell.replace(NUMBERS, " "));
  return [...row.all("message"), ...reasons, ...stages, ...besideNumbers];
}

/** What the columns say that ask. */
function answers(row: RowCells): Refusal[] {
  const said: Refusal[] = [];
  const note = (answer: "yes" | "no" | "unclear", means: "yes" | "no", refusal: Refusal) => {
    if (answer === "unclear") row.warn("opt_out_unclear");
    if (answer === means || answer === "unclear") said.push(refusal);
  };
  for (const cell of row.all("optOut")) note(optOutAnswer(cell), "yes", "all");
  for (const cell of row.all("optOutEmail")) note(optOutAnswer(cell), "yes", "email");
  for (const cell of row.all("mayContact")) note(mayContactAnswer(cell), "no", "all");
  const left = (field: ImportField) => row.all(field).some((cell) => consentAnswer(cell) === "opted_out");
  if (left("consentSms") || left("consentCall")) said.push("all");
  if (left("consentEmail")) said.push("email");
  if ([...row.all("optOutEmail"), ...row.all("consentEmail")].some((cell) => NO_CONTACT_AT_ALL.test(plainWords(cell))))
    said.push("all");
  return said;
}
