import { DateTime } from "luxon";
import type { Hours } from "../../contracts/practice.ts";
import { timeZone } from "../time-zone.ts";

/** When a practice has staff. */
export interface StaffCalendar {
  /** IANA zone of `hours` and `holidays`. */
  readonly zone: string;
  readonly hours: Hours;
  /** Days without staff, YYYY-MM-DD. */
  readonly holidays: readonly string[];
}

/** Luxon's weekdays, 1 to 7. */
const WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;
/** How far ahead staffed hours are looked for. */
const SEARCH_DAYS = 14;
const DAY_MS = 86_400_000;

/** Whether someone is there now; a window holds its first moment and not its last. */
export function isStaffed(calendar: StaffCalendar, nowMs: number): boolean {
  return nextStaffed(calendar, nowMs) === nowMs;
}

/** Now when staffed, else when staff are next there, ms; undefined when that is more than 14 days away. */
export function nextStaffed(calendar: StaffCalendar, nowMs: number): number | undefined {
  const now = localTime(calendar.zone, nowMs);
  if (now === undefined) return undefined;
  // From yesterday, whose last window may run past midnight.
  for (let offset = -1; offset <= SEARCH_DAYS; offset += 1) {
    const next = windowsOn(calendar, now.plus({ days: offset }))
      .filter((window) => window.closesAt > nowMs)
      .map((window) => Math.max(window.opensAt, nowMs));
    if (next.length > 0) return within(Math.min(...next), nowMs);
  }
  return undefined;
}

function localTime(zone: string, ms: number): DateTime | undefined {
  const known = timeZone(zone);
  if (known === undefined) return undefined;
  const time = DateTime.fromMillis(Number.isFinite(ms) ? ms : Number.NaN, { zone: known });
  return time.isValid ? time : undefined;
}

function within(ms: number, nowMs: number): number | undefined {
  return ms <= nowMs + SEARCH_DAYS * DAY_MS ? ms : undefined;
}

/** The staffed windows that begin on this date. One that closes at or before it opens runs into the next day (00:00 is midnight). */
function windowsOn(calendar: StaffCalendar, date: DateTime): { opensAt: number; closesAt: number }[] {
  const weekday = WEEKDAYS[date.weekday - 1];
  if (weekday === undefined || calendar.holidays.includes(date.toFormat("yyyy-MM-dd"))) return [];
  return calendar.hours[weekday].map(({ opens, closes }) => ({
    opensAt: at(date, opens),
    closesAt: at(closes <= opens ? date.plus({ days: 1 }) : date, closes),
  }));
}

function at(date: DateTime, timeOfDay: string): number {
  const [hour, minute] = timeOfDay.split(":").map(Number);
  return date.set({ hour: hour ?? 0, minute: minute ?? 0, second: 0, millisecond: 0 }).toMillis();
}
