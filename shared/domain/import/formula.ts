/** Spaces, controls and invisible characters before the first sign: spreadsheets pass over some of them. */
const LEADING = /^[\s\p{Cc}\p{Cf}]+/u;
/** Puts a text into a cell by way of a formula, so that a spreadsheet leaves its zeros alone. */
const TEXT_FORMULA = /^=\s*"([^"=]*)"\s*$/;
/** No number or date is longer. */
const MAX_PLAIN = 80;
const NUMBER = /^[+-]\s*[$€£]?\s*\d[\d,. ]*\s*%?$/;
const PHONE = /^[+-][\d\s().\-/·–—]{7,}(?:\s*(?:x|ext|extension|#)[.:\s]*\d{1,6})?[.,;]?$/i;
const DATE = /^[+-]\s*\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}$/;
/** What no plain words hold: a pipe, an equals sign, a call of a function or a bracket after a sign, a place in a sheet. */
const RUNS = /[|=]|[\p{L}\d_.]\(|[+\-@*/^]\s*\(|![$'"]?[\p{L}_]|!\$?\d|['"]!|\]!/u;
/** A cell of the sheet, or numbers and cells with signs between them, and nothing else. */
const ARITHMETIC =
  /^[+\-@]\s*(?:\$?[A-Z]{1,3}\$?\d{1,7}|\d[\d.,]*%?)(?:\s*[+\-*/^&:<>]\s*[+-]?(?:\$?[A-Z]{1,3}\$?\d{1,7}|\d[\d.,]*%?))*\s*$/i;
/**
 * Whether a spreadsheet would run a cell (OWASP, "CSV Injection"): it begins with =, or with +, - or @ and is neither a number,
 * a phone number, a date nor plain words. An apostrophe that keeps it from running protects nobody once it is gone. Total.
 */
export function isFormula(cell: string): boolean {
  const text = cellText(cell);
  const sign = text.charAt(0);
  if (sign === "=") return true;
  if (sign !== "+" && sign !== "-" && sign !== "@") return false;
  if (text.length <= MAX_PLAIN && [NUMBER, PHONE, DATE].some((plain) => plain.test(text))) return false;
  return RUNS.test(text) || ARITHMETIC.test(text);
}

/** A cell without what spreadsheets put around a text: an apostrophe before it, or ="…". */
export function unwrapped(cell: string): string {
  const inner = TEXT_FORMULA.exec(cell)?.[1];
  return inner === undefined ? cell : inner;
}

function cellText(cell: string): string {
  const text = cell.normalize("NFKC").replace(LEADING, "");
  return text.replace(/^(?:['"][\s\p{Cc}\p{Cf}]*)+/u, "").trimEnd();
}
