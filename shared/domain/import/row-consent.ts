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
  const { text, isRefused } = wordingOf(row);
  const isOut = optOut === "all" || refused.has("unclear");
  return present<ImportedRow["consent"]>({
    sms: isOut || isRefused || refused.has("sms") ? false : answerOf(row, "consentSms"),
    call: isOut || isRefused || refused.has("call") ? false : answerOf(row, "consentCall"),
    email: isOut || refused.has("email") ? false : answerOf(row, "consentEmail"),
    text,
    at: givenAt === undefined ? undefined : givenAt.hasTime ? new Date(givenAt.ms).toISOString() : givenAt.day,
    proofUrl: row.text("consentProofUrl", URL_TEXT),
  });
}

/** The wording of the consent, if it is one: "pending" proves nothing, and "I do not agree" the contrary. */
function wordingOf(row: RowCells): { text?: string; isRefused: boolean } {
  const text = row.text("consentText", FREE_TEXT);
  const statement = text === undefined ? undefined : consentStatement(text);
  if (statement === "nothing") row.warn("consent_text_ignored");
  if (statement === "refused") row.warn("consent_unclear");
  return { isRefused: statement === "refused", ...(text !== undefined && statement === "agreed" ? { text } : {}) };
}

/** Yes only if every column of the channel says so. */
function answerOf(row: RowCells, field: ImportField): boolean | undefined {
  const answers = new Set(row.all(field).map(consentAnswer));
  if (answers.has("unclear")) row.warn("consent_unclear");
  if (answers.has("no") || answers.has("opted_out")) return false;
  return answers.has("yes") && !answers.has("unclear") ? true : undefined;
}
