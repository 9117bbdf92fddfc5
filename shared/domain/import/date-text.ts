import type { DateOrder } from "../entities/import.ts";

/** The parts of a date as written; years may have two digits. */
export interface WrittenDay {
  readonly year: string;
  readonly month: number;
  readonly day: number;
}

/** A time of day; `offset` in minutes east of UTC when it is written. */
export interface WrittenTime {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly offset?: number;
}

/** The day of a date as it is written: one, or one for each order that its numbers may have. */
type WrittenDays =
  | { readonly isNumeric: false; readonly day: WrittenDay }
  | { readonly isNumeric: true; readonly days: Readonly<Partial<Record<DateOrder, WrittenDay>>> };

/** A date as it is written. */
export type WrittenDate = WrittenDays & { readonly time?: WrittenTime };

/** Longer text is no date. */
const MAX_LENGTH = 80;
/** English and Spanish; three letters or more of a name are enough. */
const MONTHS = [
  ["january", "enero"],
  ["february", "febrero"],
  ["march", "marzo"],
  ["april", "abril"],
  ["may", "mayo"],
  ["june", "junio"],
  ["july", "julio"],
  ["august", "agosto"],
  ["september", "septiembre", "setiembre"],
  ["october", "octubre"],
  ["november", "noviembre"],
  ["december", "diciembre"],
] as const;
const WEEKDAY =
  /^(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday|lun|mar|mie|jue|vie|sab|dom|lunes|martes|miercoles|jueves|viernes|sabado|domingo)\b[.,]?\s+(?=\d|[a-z]{3})/;
/** The offsets of the abbreviations that exports of United States systems write, hours. */
const ZONES: ReadonlyMap<string, number> = new Map([
  ["z", 0],
  ["utc", 0],
  ["gmt", 0],
  ["est", -5],
  ["edt", -4],
  ["cst", -6],
  ["cdt", -5],
  ["mst", -7],
  ["mdt", -6],
  ["pst", -8],
  ["pdt", -7],
]);
const TIME =
  /(?:t|[\s,]+(?:at\s+|a las\s+)?)(\d{1,2})(?::(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?)?\s*([ap])?(?:[.]?\s?m[.]?)?\s*((?:utc|gmt)?[+-]\d{2}:?\d{2}|[a-z]{1,3})?(?:\s*\([a-z ]+\))?$/;
/** Year first: nothing but year, month, day is ever meant by it. */
const YEAR_FIRST = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/;
const COMPACT = /^((?:19|20)\d{2})(\d{2})(\d{2})$/;
const NUMERIC = /^(\d{1,2})([-/.])\s?(\d{1,2})\2\s?(\d{2}|\d{4})$/;
const DAY_MONTH =
  /^(\d{1,2})(?:st|nd|rd|th|o)?[\s./-]*(?:of |de )?([a-z]{3,10})[.]?,?[\s/-]*(?:del? )?'?(\d{2}|\d{4})$/;
const MONTH_DAY = /^([a-z]{3,10})[.]?[\s-]*(\d{1,2})(?:st|nd|rd|th)?[\s,-]+'?(\d{2}|\d{4})$/;
const YEAR_MONTH_DAY = /^(\d{4})[\s/-]([a-z]{3,10})[\s/-](\d{1,2})$/;
/** What databases write for no date. */
const ZEROS = /^0{1,4}[-/.]0{1,2}[-/.]0{1,4}(?:\s0{2}:0{2}(?::0{2})?)?$/;

/** Whether a cell of dates is empty in other words. */
export function isNoDate(text: string): boolean {
  return ZEROS.test(text.trim());
}

/** Takes a date apart; undefined for what is none. Total. */
export function parseDateText(raw: string): WrittenDate | undefined {
  if (raw.length > MAX_LENGTH) return undefined;
  const text = raw
    .normalize("NFKD")
    .replace(/[\p{M}\p{Cf}]/gu, "")
    .replace(/\s+/g, " ")
    .trim()
    .toLowerCase();
  // As it stands first: "mar" is Tuesday or March.
  return parseDateAndTime(text) ?? parseDateAndTime(text.replace(WEEKDAY, ""));
}

function parseDateAndTime(text: string): WrittenDate | undefined {
  const whole = parseDay(text);
  if (whole !== undefined) return whole;
  const found = TIME.exec(text);
  if (found === null) return undefined;
  const date = parseDay(text.slice(0, found.index));
  const time = parseTime(found);
  return date === undefined || time === undefined ? undefined : { ...date, time };
}

function parseDay(text: string): WrittenDays | undefined {
  const yearFirst = YEAR_FIRST.exec(text);
  if (yearFirst !== null) return certain(yearFirst[1], Number(yearFirst[3]), yearFirst[4]);
  const compact = COMPACT.exec(text);
  if (compact !== null) return certain(compact[1], Number(compact[2]), compact[3]);
  const numeric = NUMERIC.exec(text);
  if (numeric !== null) return byOrder(numeric[1] ?? "", numeric[3] ?? "", numeric[4] ?? "");
  const dayMonth = DAY_MONTH.exec(text);
  if (dayMonth !== null) return certain(dayMonth[3], monthNamed(dayMonth[2]), dayMonth[1]);
  const monthDay = MONTH_DAY.exec(text);
  if (monthDay !== null) return certain(monthDay[3], monthNamed(monthDay[1]), monthDay[2]);
  const named = YEAR_MONTH_DAY.exec(text);
  return named === null ? undefined : certain(named[1], monthNamed(named[2]), named[3]);
}

function certain(year = "", month: number | undefined, day = ""): WrittenDays | undefined {
  return month === undefined ? undefined : { isNumeric: false, day: { year, month, day: Number(day) } };
}

/** The year is last, unless all three numbers have two digits at most. */
function byOrder(first: string, second: string, third: string): WrittenDays {
  const [a, b, c] = [Number(first), Number(second), Number(third)];
  const days: Partial<Record<DateOrder, WrittenDay>> = {
    mdy: { year: third, month: a, day: b },
    dmy: { year: third, month: b, day: a },
  };
  if (third.length === 2 && first.length === 2) days.ymd = { year: first, month: b, day: c };
  return { isNumeric: true, days };
}

function monthNamed(name = ""): number | undefined {
  const index = MONTHS.findIndex((names) => names.some((full) => full.startsWith(name)));
  return index < 0 ? undefined : index + 1;
}

function parseTime([, hours = "", minutes, seconds = "0", half, zone]: RegExpExecArray): WrittenTime | undefined {
  const [hour, minute, second] = [Number(hours), Number(minutes ?? 0), Number(seconds)];
  const isTwelve = half !== undefined;
  // A number alone is no time: "4 March 25 10".
  if (minutes === undefined && !isTwelve) return undefined;
  if (minute > 59 || second > 59 || (isTwelve ? hour < 1 || hour > 12 : hour > 23)) return undefined;
  const offset = zone === undefined ? undefined : offsetOf(zone);
  if (zone !== undefined && offset === undefined) return undefined;
  const ofDay = isTwelve ? (hour % 12) + (half === "p" ? 12 : 0) : hour;
  return { hour: ofDay, minute, second, ...(offset === undefined ? {} : { offset }) };
}

/** Minutes east of UTC. */
function offsetOf(zone: string): number | undefined {
  const hours = ZONES.get(zone);
  if (hours !== undefined) return hours * 60;
  const [, sign, hour, minute] = /([+-])(\d{2}):?(\d{2})$/.exec(zone) ?? [];
  if (sign === undefined) return undefined;
  return (sign === "-" ? -1 : 1) * (Number(hour) * 60 + Number(minute));
}
