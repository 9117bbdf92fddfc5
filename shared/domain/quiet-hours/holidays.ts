import { DateTime } from "luxon";
import { weekdayOf } from "../practice-hours/local-time.ts";

const DAY_MS = 86_400_000;
/** Weekdays as `weekdayOf` counts them. */
const MONDAY = 0;
const TUESDAY = 1;
const THURSDAY = 3;
const FRIDAY = 4;
const SATURDAY = 5;
const SUNDAY = 6;

/** The days of a holiday in a year, counted from 1970-01-01. */
type Holiday = (year: number) => number[];

/** Federal holidays: 5 U.S.C. 6103(a). */
const FEDERAL: readonly Holiday[] = [
  fixed(1, 1),
  nth(3, MONDAY, 1),
  nth(3, MONDAY, 2),
  last(MONDAY, 5),
  fixed(6, 19),
  fixed(7, 4),
  nth(1, MONDAY, 9),
  nth(2, MONDAY, 10),
  fixed(11, 11),
  (year) => [thanksgiving(year)],
  fixed(12, 25),
];

const STATE_HOLIDAYS = {
  "all-saints-day": fixed(11, 1),
  "arbor-day": last(FRIDAY, 4),
  "battle-of-new-orleans": fixed(1, 8),
  "bill-of-rights-day": fixed(12, 15),
  "confederate-memorial-day": nth(4, MONDAY, 4),
  "day-after-thanksgiving": (year) => [thanksgiving(year) + 1],
  "election-day": (year) => [nthDay(year, 1, MONDAY, 11) + TUESDAY],
  "flag-day": fixed(6, 14),
  "good-friday": (year) => [easterSunday(year) - 2],
  "jefferson-davis-day": nth(1, MONDAY, 6),
  /** Utah keeps Juneteenth on the Monday of its week, or after its weekend. */
  "juneteenth-monday": (year) => {
    const day = dayOf(year, 6, 19);
    const weekday = weekdayOf(day);
    return [weekday < SATURDAY ? day - weekday : day - weekday + 7];
  },
  "mardi-gras": (year) => [easterSunday(year) - 47],
  "pioneer-day": fixed(7, 24),
  "ri-independence-day": fixed(5, 4),
  "rosa-parks-day": fixed(12, 1),
  "victory-day": nth(2, MONDAY, 8),
} satisfies Record<string, Holiday>;

/** A holiday of some state that is not federal. */
export type StateHoliday = keyof typeof STATE_HOLIDAYS;

/** Whether there is a state holiday of this name. */
export function isStateHoliday(name: string): name is StateHoliday {
  return Object.hasOwn(STATE_HOLIDAYS, name);
}

/** Years of holidays remembered before it starts afresh. */
const REMEMBERED = 1_000;
const remembered = new Map<string, ReadonlySet<number>>();

/** Whether a day, counted from 1970-01-01, is a federal holiday, one of the named ones, or a day on which one of them is observed. */
export function isHoliday(day: number, names: readonly StateHoliday[]): boolean {
  const { year } = DateTime.fromMillis(day * DAY_MS, { zone: "utc" });
  const key = `${year} ${names.join(" ")}`;
  const known = remembered.get(key);
  if (known !== undefined) return known.has(day);
  const days = holidaysOf(year, names);
  if (remembered.size >= REMEMBERED) remembered.clear();
  remembered.set(key, days);
  return days.has(day);
}

/** All holidays that are observed in a year; New Year's Day may be in the year before. */
function holidaysOf(year: number, names: readonly StateHoliday[]): ReadonlySet<number> {
  const holidays = [...FEDERAL, ...names.map((name) => STATE_HOLIDAYS[name])];
  return new Set(holidays.flatMap((holiday) => [...holiday(year), ...holiday(year + 1)]));
}

/**
 * A holiday on a date. One that falls on a Saturday is observed on the Friday before (5 U.S.C. 6103(b)) or on the Monday after
 * (Rhode Island), one on a Sunday on the Monday after: all of them count.
 */
function fixed(month: number, dayOfMonth: number): Holiday {
  return (year) => {
    const day = dayOf(year, month, dayOfMonth);
    const weekday = weekdayOf(day);
    if (weekday === SATURDAY) return [day - 1, day, day + 2];
    return weekday === SUNDAY ? [day, day + 1] : [day];
  };
}

/** The nth of a weekday in a month. */
function nth(n: number, weekday: number, month: number): Holiday {
  return (year) => [nthDay(year, n, weekday, month)];
}

/** The last of a weekday in a month. */
function last(weekday: number, month: number): Holiday {
  return (year) => [nthDay(year, 1, weekday, month + 1) - 7];
}

function nthDay(year: number, n: number, weekday: number, month: number): number {
  const first = dayOf(year, month, 1);
  return first + ((weekday - weekdayOf(first) + 7) % 7) + (n - 1) * 7;
}

function thanksgiving(year: number): number {
  return nthDay(year, 4, THURSDAY, 11);
}

function dayOf(year: number, month: number, dayOfMonth: number): number {
  return Date.UTC(year, month - 1, dayOfMonth) / DAY_MS;
}

/** Easter Sunday of the Gregorian calendar, by the algorithm in J. Meeus, Astronomical Algorithms, chapter 8. */
function easterSunday(year: number): number {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor(b / 4);
  const e = b % 4;
  const f = Math.floor((b + 8) / 25);
  const g = Math.floor((b - f + 1) / 3);
  const h = (19 * a + b - d - g + 15) % 30;
  const i = Math.floor(c / 4);
  const k = c % 4;
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const month = Math.floor((h + l - 7 * m + 114) / 31);
  return dayOf(year, month, ((h + l - 7 * m + 114) % 31) + 1);
}
