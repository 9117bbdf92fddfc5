import type { ImportField, ImportKind, ImportOptions } from "../entities/import.ts";
import {
  consentAnswer,
  mayContactAnswer,
  optOutAnswer,
  optOutStatus,
  permissionAnswer,
  scopeAnswer,
} from "./answers.ts";
import { consentStatement } from "./consent-text.ts";
import { readLostReason } from "./lost-reasons.ts";
import { withoutOutcomes } from "./not-meant.ts";
import { type Refusal, refusalsIn, refusalsInCell, refusalsInWords } from "./opt-out-words.ts";
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
  "preferredChannel",
  "optOut",
  "optOutEmail",
  "mayContact",
  "permission",
  "consentSms",
  "consentCall",
  "consentEmail",
];
/** Where "Stop" is somebody's name. */
const NAMES: readonly ImportField[] = ["firstName", "lastName", "fullName"];
/** Says more than that it concerns email. */
const NO_CONTACT_AT_ALL = /\b(?:dnc|do not (?:contact|call|text))\b/;
/** Letters beside a number say something: "312-555-0142 STOP". */
const NUMBERS = /[\d+().-]+/g;

/** What a row says of contact, in whatever column. */
export interface RowRefusals {
  readonly optOut: "all" | "email" | undefined;
  /** Channels that a note refuses, and `unclear` where it may refuse them all. */
  readonly refused: ReadonlySet<Refusal>;
}

/** Looks for a no in every cell of a row: columns made for it, answers about consent, notes, and words in any other cell. */
export function refusalsOfRow(row: RowCells, options: ImportOptions, kind: ImportKind = "leads"): RowRefusals {
  const said = new Set<Refusal>([
    ...answers(row, kind),
    ...permissions(row),
    ...notes(row, options).flatMap((note) => [...refusalsIn(note)]),
    ...lostReasons(row, options),
    ...row.all("stage").flatMap((cell): Refusal[] => (readStage(cell, options) === "opted_out" ? ["all"] : [])),
    ...NAMES.flatMap((field) => row.all(field)).flatMap(refusalsInCell),
    ...row.others([...READ_AS_THEY_ARE, ...NAMES], MAX_SHORT_CELL).flatMap(refusalsInWords),
  ]);
  if (said.has("unclear")) row.warn("message_unclear");
  return { optOut: said.has("all") ? "all" : said.has("email") ? "email" : undefined, refused: said };
}

/** What somebody wrote in their own words; a stage that is known has its meaning. */
function notes(row: RowCells, options: ImportOptions): string[] {
  const stages = row.all("stage").filter((cell) => readStage(cell, options) === undefined);
  const besideNumbers = row.all("phone").map((cell) => cell.replace(NUMBERS, " "));
  return [...row.all("message").map(withoutOutcomes), ...stages, ...row.all("preferredChannel"), ...besideNumbers];
}

/** What the practice has explained itself is as it says, and a reason that is known leaves nothing unclear: "went elsewhere". */
function lostReasons(row: RowCells, options: ImportOptions): Refusal[] {
  const unexplained = row.all("lostReason").filter((c) => ownMeaning(c, options.lostReasons ?? {}) === undefined);
  return unexplained.flatMap((cell) => {
    const isKnown = readLostReason(cell, options)?.isKnown === true;
    return [...refusalsIn(withoutOutcomes(cell))].filter((refusal) => !(isKnown && refusal === "unclear"));
  });
}

/** What columns say that ask for permission in general: a no is none to consent, and what else it says counts as in any cell. */
function permissions(row: RowCells): Refusal[] {
  return row.all("permission").flatMap((cell): readonly Refusal[] => {
    if (consentStatement(cell) === "agreed") return [];
    const [answer, words] = [permissionAnswer(cell), refusalsInWords(cell)];
    if (answer === "unclear" && words.length === 0) row.warn("consent_unclear");
    if (answer === "opted_out") return ["all"];
    return answer === "no" ? ["sms", "call", "no_email", ...words] : words;
  });
}

/** What the columns say that ask. */
function answers(row: RowCells, kind: ImportKind): Refusal[] {
  const said: Refusal[] = [];
  const note = (answer: "yes" | "no" | "unclear", means: "yes" | "no", refusal: Refusal) => {
    if (answer === "unclear") row.warn("opt_out_unclear");
    if (answer === means || answer === "unclear") said.push(refusal);
  };
  // A list of opt-outs may say in the same column what an entry is out of.
  const asked = row.all("optOut").filter((cell) => kind === "leads" || scopeAnswer(cell) === undefined);
  for (const cell of asked) note(optOutAnswer(cell), "yes", "all");
  for (const cell of row.all("optOutEmail")) note(optOutStatus(cell), "yes", "email");
  for (const cell of row.all("mayContact")) {
    const ways = refusalsIn(cell);
    // "Email only" is an answer as well.
    const isOneWay = mayContactAnswer(cell) === "unclear" && ways.size > 0 && !ways.has("unclear");
    if (isOneWay) said.push(...ways);
    else note(mayContactAnswer(cell), "no", "all");
  }
  const left = (field: ImportField) => row.all(field).some((cell) => consentAnswer(cell) === "opted_out");
  if (left("consentSms") || left("consentCall")) said.push("all");
  if (left("consentEmail")) said.push("email");
  if ([...row.all("optOutEmail"), ...row.all("consentEmail")].some((cell) => NO_CONTACT_AT_ALL.test(plainWords(cell))))
    said.push("all");
  return said;
}
