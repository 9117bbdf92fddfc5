import { languageOf } from "../contact/language.ts";
import { present } from "../present.ts";
import { emailsIn, hasLostDigits, phonesIn } from "./contact-cells.ts";
import type { ReadDate } from "./dates.ts";
import { touchChannelOf } from "./field-words.ts";
import type { ImportedRow } from "./imported-row.ts";
import { splitName } from "./names.ts";
import { NAME, type RowCells, WORD } from "./row-cells.ts";

/** Who a row is about and how to reach them. */
export function contactOf(row: RowCells, birthDate: ReadDate | undefined): ImportedRow["contact"] {
  const whole = splitName(row.text("fullName", NAME) ?? "");
  const [firstName, lastName] = [row.text("firstName", NAME), row.text("lastName", NAME)];
  const isSplit = firstName !== undefined || lastName !== undefined;
  const { phones, emails } = pointsOf(row);
  return present<ImportedRow["contact"]>({
    firstName: isSplit ? firstName : whole.first,
    lastName: isSplit ? lastName : whole.last,
    phones,
    email: emails[0],
    emails,
    postalCode: postalCodeOf(row),
    state: row.text("state", WORD),
    birthDate: birthDate?.day,
    preferredChannel: row.meaning("preferredChannel", touchChannelOf, "unknown_channel"),
    preferredLanguage: row.meaning("language", (text) => languageOf(text.trim()), "unknown_language"),
  });
}

/** Numbers and addresses, each once. A list of opt-outs has both in one column: there either will do. */
function pointsOf(row: RowCells): Pick<ImportedRow["contact"], "phones" | "emails"> {
  const read = (cell: string) => ({ cell, phones: phonesIn(cell), emails: emailsIn(cell) });
  const [ofPhone, ofEmail] = [row.all("phone").map(read), row.all("email").map(read)];
  const unread = ofPhone.filter(({ phones, emails }) => phones.length + emails.length === 0).map(({ cell }) => cell);
  const unreadEmails = ofEmail.filter(
    ({ cell, phones, emails }) => phones.length + emails.length === 0 && !unread.includes(cell),
  );
  if (unread.length > 0) row.warn(unread.some(hasLostDigits) ? "phone_digits_lost" : "phone_unusable");
  if (unreadEmails.length > 0) row.warn("email_unusable");
  return {
    phones: [...new Set(ofPhone.flatMap(({ phones }) => phones))],
    emails: [...new Set(ofEmail.flatMap(({ emails }) => emails))],
  };
}

/** Spreadsheets take the zeros off a postal code that begins with them, and Meta puts "z:" before it. */
function postalCodeOf(row: RowCells): string | undefined {
  const text = row
    .text("postalCode", WORD)
    ?.replace(/^(?:z:|')\s*/i, "")
    .replace(/\.0$/, "");
  return text !== undefined && /^\d{3,4}$/.test(text) ? text.padStart(5, "0") : text;
}
