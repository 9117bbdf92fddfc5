import { normalizeEmail } from "../contact/email.ts";
import { normalizePhone } from "../contact/phone.ts";

/** Longer cells are looked at up to here: nobody has so many numbers. */
const MAX_LENGTH = 1_000;
/** An address or a link to one, whatever digits are in it. */
const AROUND_AT = /\S*@\S*/g;
/** A number of the North American plan, with anything but letters and digits between its groups. */
const NUMBER =
  /(?<!\d)(?:\+{0,2} ?(?:011[ -]?|0{0,2})1[^\p{L}\d]{0,4})?\(?([2-9]\d{2})[^\p{L}\d]{0,4}([2-9]\d{2})[^\p{L}\d]{0,4}(\d{4})(?!\d)/gu;
/** Says no more of a number than whose or which it is. */
const LABELS =
  /\b(?:p|ph|phones?|tel|telephone|cell(?:ular)?|c|mobile|m|home|h|hm|work|w|wk|office|o|landline|main|day|evening|night|alt(?:ernate)?|other|and|or|us|casa|celular|movil|trabajo|telefono|x|ext|extension)\b/gi;
/** Digits right before or after a number make it part of a longer one, abroad or mistyped. */
const ENDS_IN_DIGITS = /\d[ .()/+-]*$/;
const BEGINS_WITH_DIGITS = /^[ .()/+-]*\d/;
const EXTENSION = /^[ ,;]*(?:x|ext|extension|#)[ .:#=]*\d{1,6}/i;
/** What databases and spreadsheets make of a number that they take for a quantity. */
const AS_FLOAT = /^\+?(\d{10,11})\.0+$/;
const WITH_THOUSANDS = /^\+?\d{1,2}(?:,\d{3}){3}$/;
const SCIENTIFIC = /^\+?(\d)(?:[.,](\d*))?E\+?0?(\d{1,2})$/i;

/** Whether a spreadsheet has rounded a number: 3.12555E+09 is one of ten thousand. */
export function hasLostDigits(cell: string): boolean {
  const found = SCIENTIFIC.exec(plainCell(cell));
  return found !== null && wholeNumber(found) === undefined;
}

/** The phone numbers in a cell that can be read, in their order, each as `normalizePhone` takes it. Total. */
export function phonesIn(cell: string): string[] {
  const text = plainCell(cell).replace(AROUND_AT, " ").trim();
  const quantity = ofQuantity(text);
  if (quantity !== undefined) return [quantity].filter(isNumber);
  const found = scan(text).filter(isNumber);
  if (found.length > 0) return [...new Set(found)];
  return isNumber(text) ? [text] : [];
}

/** The addresses in a cell, the usable ones first; what people type to get past a form comes last. Total. */
export function emailsIn(cell: string): string[] {
  const found = plainCell(cell)
    .replace(/mailto:/gi, " ")
    .split(/[\s<>()[\]"'`,;:|/]+/)
    .map((part) => part.replace(/^[.-]+|[.?!-]+$/g, ""))
    .filter((part) => part.includes("@"));
  const read = [...new Set(found)].map((address) => ({ address, result: normalizeEmail(address) }));
  const usable = read.filter(({ result }) => result.ok);
  const fillers = read.filter(({ result }) => !result.ok && result.code === "email_filler");
  return [...usable, ...fillers].map(({ address }) => address);
}

/** Whether a cell as a whole is one or more phone numbers. Total. */
export function holdsOnlyPhones(cell: string): boolean {
  if (phonesIn(cell).length === 0) return false;
  const text = plainCell(cell);
  if (ofQuantity(text) !== undefined) return true;
  const rest = text.replace(NUMBER, " ").replace(/\b(?:x|ext|extension)[ .:#=]*\d{1,6}|#\d{1,6}/gi, " ");
  // Digits in groups of their own are one number together: "31 25 55 01 99".
  const isOne = scan(text).length === 0;
  return !(isOne ? /[\p{L}@]/u : /[\p{L}\p{N}@]/u).test(rest.replace(LABELS, " "));
}

/** Whether a cell as a whole is one or more addresses. Total. */
export function holdsOnlyEmails(cell: string): boolean {
  if (emailsIn(cell).length === 0) return false;
  const words = plainCell(cell).split(/[\s<>()[\]"'`,;:|/]+/);
  return words.every((word) => word.includes("@") || !/[\p{L}\p{N}]/u.test(word) || /^mailto$/i.test(word));
}

/** Numbers that stand in a text on their own. */
function scan(text: string): string[] {
  const matches = [...text.matchAll(NUMBER)];
  const numbers: string[] = [];
  let previousEnd = 0;
  for (const [index, match] of matches.entries()) {
    const end = match.index + match[0].length;
    const before = text.slice(previousEnd, match.index).replace(EXTENSION, "");
    const after = text.slice(end, matches[index + 1]?.index).replace(EXTENSION, "");
    if (!ENDS_IN_DIGITS.test(before) && !BEGINS_WITH_DIGITS.test(after))
      numbers.push(`+1${match[1]}${match[2]}${match[3]}`);
    previousEnd = end;
  }
  return numbers;
}

function ofQuantity(text: string): string | undefined {
  const float = AS_FLOAT.exec(text)?.[1];
  if (float !== undefined) return float;
  if (WITH_THOUSANDS.test(text)) return text.replaceAll(",", "");
  const scientific = SCIENTIFIC.exec(text);
  return scientific === null ? undefined : (wholeNumber(scientific) ?? "");
}

/** All digits of a number in scientific notation; undefined when some are missing. */
function wholeNumber([, first = "", rest = "", exponent = ""]: RegExpExecArray): string | undefined {
  return rest.length === Number(exponent) ? first + rest : undefined;
}

/** Numbers that people type to get past a form count: who reads the row says what is wrong with them. */
function isNumber(text: string): boolean {
  const phone = normalizePhone(text);
  return phone.ok || phone.code === "phone_filler";
}

/** Plain letters, digits, dashes and spaces, without what spreadsheets put before a text. */
function plainCell(cell: string): string {
  return cell
    .slice(0, MAX_LENGTH)
    .normalize("NFKC")
    .replace(/\p{Cf}/gu, "")
    .replace(/[\p{Pd}−]/gu, "-")
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim()
    .replace(/^'+\s*/, "");
}
