import { DateTime } from "luxon";
import type { DateOrder, FileLayout, ImportField, ImportOptions } from "../entities/import.ts";
import { timeZone } from "../time-zone.ts";
import { isNoDate, parseDateText, type WrittenDay, type WrittenTime } from "./date-text.ts";
import { unwrapped } from "./formula.ts";
import type { RowContext } from "./imported-row.ts";
import { saysNothing } from "./words.ts";

/** Columns that hold dates. */
export const DATE_FIELDS = ["receivedAt", "lastActivityAt", "birthDate", "consentAt"] as const satisfies ImportField[];
export type DateField = (typeof DATE_FIELDS)[number];

/** Where and when dates are read. */
export type DateContext = Pick<RowContext, "zone" | "now">;

/** A date that exists and is not to come. */
export interface ReadDate {
  /** YYYY-MM-DD in the practice's zone; of a date of birth as written. */
  readonly day: string;
  /** Noon of the day in the practice's zone unless a time is written, and nothing later than now. */
  readonly ms: number;
  readonly hasTime: boolean;
}

/** What a cell may mean: one date, or the date under each order that makes one which is not to come. */
export type PossibleDates =
  | { readonly is: "blank" | "invalid" | "in_future" }
  | { readonly is: "certain"; readonly date: ReadDate }
  | { readonly is: "numeric"; readonly dates: Readonly<Partial<Record<DateOrder, ReadDate>>> };

/** What is known of a column of dates: `FileLayout.dates`. */
export type DateEvidence = NonNullable<FileLayout["dates"][DateField]>;

/** How the numeric dates of a column are read. `mixed`: every date by its own proof, as the column holds several orders. */
export type ColumnOrder = DateOrder | "certain" | "mixed" | "unproven";

const ORDERS: readonly DateOrder[] = ["mdy", "dmy", "ymd"];
const NOON = 12;
/** Nobody alive was born before, and no record of leads is older than the clock of computers. */
const FIRST_YEAR = { birth: 1900, other: 1970 } as const;

/** What a cell of dates may mean. Total: answers for any text. */
export function possibleDates(text: string, field: DateField, context: DateContext): PossibleDates {
  if (saysNothing(text) || isNoDate(text)) return { is: "blank" };
  const written = parseDateText(text);
  if (written === undefined) return { is: "invalid" };
  const read = (day: WrittenDay) => readDay(day, written.time, field, context);
  if (!written.isNumeric) {
    const date = read(written.day);
    return typeof date === "string" ? { is: date } : { is: "certain", date };
  }
  const all = Object.entries(written.days).map(([order, day]) => [order, read(day)] as const);
  const dates = Object.fromEntries(all.filter(([, date]) => typeof date !== "string"));
  if (Object.keys(dates).length > 0) return { is: "numeric", dates };
  return { is: all.some(([, date]) => date === "in_future") ? "in_future" : "invalid" };
}

/**
 * What is known of a column after one more cell. A date that no order allows proves none. `ambiguous` may say too much where
 * years of two digits first allowed all three orders: then the order is asked for once too often, never guessed.
 */
export function noteDate(
  evidence: DateEvidence | undefined,
  text: string,
  field: DateField,
  context: DateContext,
): DateEvidence | undefined {
  const possible = possibleDates(text, field, context);
  if (possible.is !== "numeric") return evidence;
  const { dates } = possible;
  const orders = (evidence?.orders ?? ORDERS).filter((order) => dates[order] !== undefined);
  const days = new Set(orders.map((order) => dates[order]?.day));
  return { orders, ambiguous: orders.length > 1 && (evidence?.ambiguous === true || days.size > 1) };
}

/** What is known of the dates of a file after one more row; noted over all rows before any is worked. */
export function noteDates(
  dates: FileLayout["dates"],
  cells: readonly string[],
  { columns }: Pick<FileLayout, "columns">,
  context: DateContext,
): FileLayout["dates"] {
  let noted = dates;
  for (const field of DATE_FIELDS) {
    const [column] = columns[field] ?? [];
    if (column === undefined) continue;
    const known = dates[field];
    const evidence = noteDate(known, unwrapped(cells[column] ?? ""), field, context);
    if (evidence !== undefined && evidence !== known) noted = { ...noted, [field]: evidence };
  }
  return noted;
}

/** The order in which a column is read: the one given, else the one proven. Never a guess. */
export function chosenOrder(evidence: DateEvidence | undefined, given: DateOrder | undefined): ColumnOrder {
  if (given !== undefined) return given;
  if (evidence === undefined) return "certain";
  const [first, ...others] = evidence.orders;
  if (first === undefined) return "mixed";
  // Where no date is ambiguous, every order gives the same days.
  return others.length === 0 || !evidence.ambiguous ? first : "unproven";
}

/** Columns whose dates prove no order, though it matters and none was given: their file cannot be imported. */
export function unprovenDates(
  { dates }: Pick<FileLayout, "dates">,
  { dateOrder }: Pick<ImportOptions, "dateOrder">,
): DateField[] {
  return DATE_FIELDS.filter((field) => chosenOrder(dates[field], dateOrder) === "unproven");
}

/** Why a cell is no date that can be used. */
export type DateProblem = "invalid_date" | "ambiguous_date" | "date_in_future";

/** Reads a cell of a column in its order; undefined for a blank one. */
export function readDate(
  text: string,
  field: DateField,
  order: ColumnOrder,
  context: DateContext,
): ReadDate | DateProblem | undefined {
  const possible = possibleDates(text, field, context);
  switch (possible.is) {
    case "blank":
      return undefined;
    case "invalid":
      return "invalid_date";
    case "in_future":
      return "date_in_future";
    case "certain":
      return possible.date;
    case "numeric":
      return inOrder(possible.dates, order);
  }
}

function inOrder(dates: Readonly<Partial<Record<DateOrder, ReadDate>>>, order: ColumnOrder): ReadDate | DateProblem {
  if (order === "mdy" || order === "dmy" || order === "ymd") return dates[order] ?? "invalid_date";
  const [date, ...others] = Object.values(dates);
  return date !== undefined && others.every(({ day }) => day === date.day) ? date : "ambiguous_date";
}

/** The date, or why there is none. */
function readDay(
  { year: writtenYear, month, day: dayOfMonth }: WrittenDay,
  time: WrittenTime | undefined,
  field: DateField,
  { zone, now }: DateContext,
): ReadDate | "invalid" | "in_future" {
  const where = timeZone(zone) ?? "utc";
  const today = DateTime.fromMillis(now, { zone: where }).toISODate() ?? "";
  const isBirth = field === "birthDate";
  const inYear = (year: number) => DateTime.fromObject({ year, month, day: dayOfMonth, hour: NOON }, { zone: where });

  const isShort = writtenYear.length === 2;
  let local = inYear(Number(writtenYear) + (isShort ? 2000 : 0));
  // 85 is 1985 for a birth: nobody is born in time to come.
  if (isShort && isBirth && isAfter(local, today)) local = inYear(Number(writtenYear) + 1900);
  if (!local.isValid || local.year < (isBirth ? FIRST_YEAR.birth : FIRST_YEAR.other)) return "invalid";

  const hasTime = time !== undefined && !isMidnight(time);
  const moment = hasTime && !isBirth ? atTime(local, time) : local;
  const day = moment.toISODate() ?? "";
  return day > today ? "in_future" : { day, ms: Math.min(moment.toMillis(), now), hasTime };
}

function isAfter(date: DateTime, today: string): boolean {
  return (date.toISODate() ?? "") > today;
}

/** Without an offset it stands for a day that some system could only write as a moment. */
function isMidnight({ hour, minute, second, offset }: WrittenTime): boolean {
  return hour === 0 && minute === 0 && second === 0 && offset === undefined;
}

/** A time of day on a day: where the practice is, unless it says how far it is from UTC. */
function atTime(day: DateTime, { hour, minute, second, offset }: WrittenTime): DateTime {
  if (offset === undefined) return day.set({ hour, minute, second });
  const utc = Date.UTC(day.year, day.month - 1, day.day, hour, minute, second) - offset * 60_000;
  return DateTime.fromMillis(utc, { zone: day.zone });
}
