import { DateTime } from "luxon";
import { timeZone } from "../time-zone.ts";

/** A calendar day of a zone. */
export interface CalendarDay {
  /** YYYY-MM-DD. */
  readonly date: string;
  /** Its first second, and the first one after it, since the epoch. */
  readonly start: number;
  readonly end: number;
}

const DAY_SECONDS = 86_400;
/** Days remembered per zone before it starts afresh: most of what a search costs is working them out. */
const REMEMBERED = 1_000;

/** Days of each zone, by the day of UTC that they begin on. */
const known = new Map<string, Map<number, CalendarDay>>();

/** The calendar day that a second falls on; an unknown zone counts as UTC. */
export function calendarDay(zone: string, second: number): CalendarDay {
  const days = known.get(zone) ?? new Map<number, CalendarDay>();
  const utcDay = Math.floor(second / DAY_SECONDS);
  for (const day of [days.get(utcDay), days.get(utcDay - 1)])
    if (day !== undefined && second >= day.start && second < day.end) return day;
  const midnight = localTime(zone, second).startOf("day");
  const end = midnight.plus({ days: 1 }).startOf("day");
  const day = { date: midnight.toFormat("yyyy-MM-dd"), start: midnight.toSeconds(), end: end.toSeconds() };
  if (days.size >= REMEMBERED) days.clear();
  known.set(zone, days.set(Math.floor(day.start / DAY_SECONDS), day));
  return day;
}

/** The same time of the next day, in seconds. */
export function sameTimeNextDay(zone: string, second: number): number {
  const today = calendarDay(zone, second);
  const tomorrow = calendarDay(zone, today.end);
  // Only where the clocks change on neither day is that a matter of adding.
  if ([today, tomorrow].every(({ start, end }) => end - start === DAY_SECONDS)) return second + DAY_SECONDS;
  return Math.floor(localTime(zone, second).plus({ days: 1 }).toSeconds());
}

const localTime = (zone: string, second: number) => DateTime.fromSeconds(second, { zone: timeZone(zone) ?? "utc" });
