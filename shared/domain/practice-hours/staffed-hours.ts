import type { Hours } from "../../contracts/practice.ts";
import { type ZoneClock, zoneClock } from "../zone-clock.ts";

import { isoDay, localDay, timeOnDay, weekdayOf } from "./local-time.ts";

/** When a practice has staff. */
export interface StaffCalendar {
  /** IANA zone of `hours` and `holidays`. */
  readonly zone: string;
  readonly hours: Hours;
  /** Days without staff, YYYY-MM-DD. */
  readonly holidays: readonly string[];
  /** First and last days without them, YYYY-MM-DD. */
  readonly timeOff?: readonly { readonly from: string; readonly to: string }[];
}

/** A stretch of staffed time, ms; it holds its first moment and not its last. */
export interface StaffedWindow {
  readonly opensAt: number;
  readonly closesAt: number;
}

const WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;
/** How far ahead staffed hours are looked for. */
const SEARCH_DAYS = 14;
/** How far ahead staffed time is added up: months of holidays are no practice that answers leads. */
const ADD_SEARCH_DAYS = 60;
/** How far staffed time between two moments is counted. */
const BETWEEN_SEARCH_DAYS = 366;
const DAY_MS = 86_400_000;

/** Whether someone is there now; a window holds its first moment and not its last. */
export function isStaffed(calendar: StaffCalendar, nowMs: number): boolean {
  return nextStaffed(calendar, nowMs) === nowMs;
}

/** Now when staffed, else when staff are next there, ms; undefined when that is more than 14 days away. */
export function nextStaffed(calendar: StaffCalendar, nowMs: number): number | undefined {
  // From yesterday, whose last window may run past midnight.
  for (const windows of daysFrom(calendar, nowMs, -1, SEARCH_DAYS)) {
    const next = windows.filter((window) => window.closesAt > nowMs).map((window) => Math.max(window.opensAt, nowMs));
    if (next.length > 0) return within(Math.min(...next), nowMs);
  }
  return undefined;
}

/** When staff next begin a day of work on a later day than this, ms; undefined when that is more than 14 days away. */
export function nextDaysOpening(calendar: StaffCalendar, nowMs: number): number | undefined {
  for (const windows of daysFrom(calendar, nowMs, 1, SEARCH_DAYS)) {
    if (windows.length > 0) return within(Math.min(...windows.map(({ opensAt }) => opensAt)), nowMs);
  }
  return undefined;
}

/** When staff next come in, later than now, ms; undefined when that is more than 14 days away. */
export function nextOpening(calendar: StaffCalendar, nowMs: number): number | undefined {
  for (const windows of daysFrom(calendar, nowMs, 0, SEARCH_DAYS)) {
    const later = windows.map(({ opensAt }) => opensAt).filter((opensAt) => opensAt > nowMs);
    if (later.length > 0) return within(Math.min(...later), nowMs);
  }
  return undefined;
}

/** When this much staffed time has passed, ms; undefined when that takes more than 60 days. */
export function addStaffedTime(calendar: StaffCalendar, fromMs: number, staffedMs: number): number | undefined {
  let remaining = staffedMs;
  let cursor = fromMs;
  for (const windows of daysFrom(calendar, fromMs, -1, ADD_SEARCH_DAYS)) {
    for (const { opensAt, closesAt } of windows.sort((a, b) => a.opensAt - b.opensAt)) {
      const start = Math.max(opensAt, cursor);
      if (closesAt <= start) continue;
      if (remaining <= closesAt - start) return start + remaining;
      remaining -= closesAt - start;
      cursor = closesAt;
    }
  }
  return undefined;
}

/** The staffed time between two moments, ms; of more than a year only that of the first year is counted. */
export function staffedTimeBetween(calendar: StaffCalendar, fromMs: number, toMs: number): number {
  const days = Math.min(Math.ceil((toMs - fromMs) / DAY_MS) + 1, BETWEEN_SEARCH_DAYS);
  let staffed = 0;
  let cursor = fromMs;
  for (const windows of daysFrom(calendar, fromMs, -1, days)) {
    for (const { opensAt, closesAt } of windows.sort((a, b) => a.opensAt - b.opensAt)) {
      const from = Math.max(opensAt, cursor);
      const to = Math.min(closesAt, toMs);
      if (to <= from) continue;
      staffed += to - from;
      cursor = to;
    }
  }
  return staffed;
}

/** The calendar day of a moment in the practice's zone, YYYY-MM-DD; in UTC when nobody knows the zone. */
export function practiceDate(zone: string, nowMs: number): string {
  const clock = zoneClock(zone);
  return isoDay(clock === undefined ? Math.floor(nowMs / DAY_MS) : localDay(clock, nowMs));
}

/** The staffed time of one calendar day (YYYY-MM-DD) from midnight to midnight, in order and without overlaps. */
export function staffedTimeOn(calendar: StaffCalendar, date: string): StaffedWindow[] {
  const zone = zoneClock(calendar.zone);
  if (zone === undefined) return [];
  const day = Date.parse(date) / DAY_MS;
  const [midnight, nextMidnight] = [timeOnDay(zone, day, "00:00"), timeOnDay(zone, day + 1, "00:00")];
  // Yesterday's last window may run past midnight.
  const windows = [...windowsOn(calendar, zone, day - 1), ...windowsOn(calendar, zone, day)]
    .map(({ opensAt, closesAt }) => ({
      opensAt: Math.max(opensAt, midnight),
      closesAt: Math.min(closesAt, nextMidnight),
    }))
    .sort((a, b) => a.opensAt - b.opensAt);
  const staffed: StaffedWindow[] = [];
  for (const { opensAt, closesAt } of windows) {
    const from = Math.max(opensAt, staffed.at(-1)?.closesAt ?? opensAt);
    if (closesAt > from) staffed.push({ opensAt: from, closesAt });
  }
  return staffed;
}

/** The staffed windows of one day after another, from so many days after that of `nowMs`. */
function* daysFrom(calendar: StaffCalendar, nowMs: number, first: number, last: number): Generator<StaffedWindow[]> {
  const zone = zoneClock(calendar.zone);
  // Beyond what a date can be there is nothing to find.
  if (zone === undefined || !(Math.abs(nowMs) < Date.UTC(9999, 0))) return;
  const today = localDay(zone, nowMs);
  for (let offset = first; offset <= last; offset += 1) yield windowsOn(calendar, zone, today + offset);
}

function within(ms: number, nowMs: number): number | undefined {
  return ms <= nowMs + SEARCH_DAYS * DAY_MS ? ms : undefined;
}

/** The staffed windows that begin on this day. One that closes at or before it opens runs into the next day (00:00 is midnight). */
function windowsOn({ hours, holidays, timeOff = [] }: StaffCalendar, zone: ZoneClock, day: number): StaffedWindow[] {
  const weekday = WEEKDAYS[weekdayOf(day)];
  if (weekday === undefined || hours[weekday].length === 0) return [];
  const date = isoDay(day);
  if (holidays.includes(date) || timeOff.some(({ from, to }) => from <= date && date <= to)) return [];
  return hours[weekday].map(({ opens, closes }) => ({
    opensAt: timeOnDay(zone, day, opens),
    closesAt: timeOnDay(zone, closes <= opens ? day + 1 : day, closes),
  }));
}
