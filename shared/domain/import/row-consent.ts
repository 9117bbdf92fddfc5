import type { ImportField } from "../entities/import.ts";
import { present } from "../present.ts";
import { consentAnswer } from "./answers.ts";
import { consentStatement } from "./consent-text.ts";
import type { ReadDate } from "./dates.ts";
import type { ImportedRow } from "./imported-row.ts";
import { FREE_TEXT, type RowCells, URL_TEXT } from "./row-cells.ts";
import type { RowRefusals } from "./row-opt-out.ts";

/** What a row says of consent. Who refused a channel anywhere in the row, or may have refused all of them, gave none for it. */
export function consentOfRow(
  row: RowCells,
  { optOut, refused }: RowRefusals,
  givenAt: ReadDate | undefined,
): ImportedRow["consent"] {
  const { text, isRefused, isInDoubt } = wordingOf(row);
  const isOut = optOut === "all" || refused.has("unclear");
  return present<ImportedRow["consent"]>({
    sms: isOut || isRefused || refused.has("sms") ? false : answerOf(row, "consentSms"),
    call: isOut || isRefused || refused.has("call") ? false : answerOf(row, "consentCall"),
    email: isOut || refused.has("email") || refused.has("no_email") ? false : answerOf(row, "consentEmail"),
    text,
    at: isInDoubt ? undefined : givenAt && momentOf(givenAt),
    proofUrl: row.text("consentProofUrl", URL_TEXT),
  });
}

function momentOf({ hasTime, ms, day }: ReadDate): string {
  return hasTime ? new Date(ms).toISOString() : day;
}

interface Wording {
  readonly text?: string;
  readonly isRefused: boolean;
  /** Says something else than that somebody agreed: a date beside it is none of consent. */
  readonly isInDoubt: boolean;
}

/** The wording of the consent, if it is one: "pending" proves nothing, and "I do not agree" the contrary. */
function wordingOf(row: RowCells): Wording {
  const text = row.text("consentText", FREE_TEXT);
  if (text === undefined) return { isRefused: false, isInDoubt: false };
  const statement = consentStatement(text);
  if (statement === "agreed") return { text, isRefused: false, isInDoubt: false };
  const answer = consentAnswer(text);
  const isRefused = statement === "refused" || answer === "no" || answer === "opted_out";
  row.warn(isRefused ? "consent_unclear" : "consent_text_ignored");
  return { isRefused, isInDoubt: answer !== "yes" };
}

/** Yes only if every column of the channel says so. */
function answerOf(row: RowCells, field: ImportField): boolean | undefined {
  const answers = new Set(row.all(field).map(consentAnswer));
  if (answers.has("unclear")) row.warn("consent_unclear");
  if (answers.has("no") || answers.has("opted_out")) return false;
  return answers.has("yes") && !answers.has("unclear") ? true : undefined;
}
