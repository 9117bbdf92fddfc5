import type { ZoneClock } from "../zone-clock.ts";

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

// Plain arithmetic instead of luxon's dates: the planner asks for dozens of local times in each plan.

/** The calendar day of a moment in a zone, counted from 1970-01-01. */
export function localDay(zone: ZoneClock, ms: number): number {
  return Math.floor((ms + zone.offset(ms) * MINUTE_MS) / DAY_MS);
}

/**
 * The moment of a local time, given as if it were UTC, ms. A time that a change of clocks skips is as much later; of one that
 * comes twice it is the first.
 */
export function momentOf(zone: ZoneClock, localMs: number): number {
  // A zone changes its clocks at most once in two days.
  const before = zone.offset(localMs - DAY_MS);
  const after = zone.offset(localMs + DAY_MS);
  const early = localMs - before * MINUTE_MS;
  if (before === after || zone.offset(early) === before) return early;
  const late = localMs - after * MINUTE_MS;
  return zone.offset(late) === after ? late : early;
}

/** The moment of a time of day on a calendar day. */
export function timeOnDay(zone: ZoneClock, day: number, timeOfDay: string): number {
  return momentOf(zone, day * DAY_MS + minutesOf(timeOfDay) * MINUTE_MS);
}

/** A calendar day, YYYY-MM-DD, counted from 1970-01-01. */
export function dayNumber(isoDate: string): number {
  return Date.parse(`${isoDate}T00:00:00Z`) / DAY_MS;
}

/** A calendar day as YYYY-MM-DD. */
export function isoDay(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** Monday is 0: 1970-01-01 was a Thursday. */
export function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

/** `HH:MM` in minutes after midnight. */
function minutesOf(timeOfDay: string): number {
  return Number(timeOfDay.slice(0, 2)) * 60 + Number(timeOfDay.slice(3, 5));
}
