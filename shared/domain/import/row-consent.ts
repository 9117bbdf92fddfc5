import type { ImportField } from "../entities/import.ts";
import { present } from "../present.ts";
import { consentAnswer } from "./answers.ts";
import type { ReadDate } from "./dates.ts";
import type { ImportedRow } from "./imported-row.ts";
import { FREE_TEXT, type RowCells, URL_TEXT } from "./row-cells.ts";
import type { RowRefusals } from "./row-opt-out.ts";

/** What a row says of consent. Who refused a channel anywhere in the row gave none for it. */
export function consentOfRow(
  row: RowCells,
  { optOut, refused }: RowRefusals,
  givenAt: ReadDate | undefined,
): ImportedRow["consent"] {
  const isOut = optOut === "all";
  return present<ImportedRow["consent"]>({
    sms: isOut || refused.has("sms") ? false : answerOf(row, "consentSms"),
    call: isOut || refused.has("call") ? false : answerOf(row, "consentCall"),
    email: isOut || optOut === "email" ? false : answerOf(row, "consentEmail"),
    text: row.text("consentText", FREE_TEXT),
    at: givenAt === undefined ? undefined : givenAt.hasTime ? new Date(givenAt.ms).toISOString() : givenAt.day,
    proofUrl: row.text("consentProofUrl", URL_TEXT),
  });
}

/** Yes only if every column of the channel says so. */
function answerOf(row: RowCells, field: ImportField): boolean | undefined {
  const answers = new Set(row.all(field).map(consentAnswer));
  if (answers.has("unclear")) row.warn("consent_unclear");
  if (answers.has("no") || answers.has("opted_out")) return false;
  return answers.has("yes") && !answers.has("unclear") ? true : undefined;
}
