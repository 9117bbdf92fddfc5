import { DateTime, type Zone } from "luxon";
import { timeZone } from "../time-zone.ts";

/** Whether SMS and calls may go out now, until when, or from when; times in ms. */
export type SendingWindow =
  | { state: "open"; closesAt: number }
  | { state: "closed"; opensAt: number }
  | { state: "unknown" };

/**
 * The safe default of FACTS for solicitations, 08:00 to 20:00 local time (47 CFR 64.1200(c)(1) allows 08:00 to 21:00; FL, OK
 * and MD end at 20:00). Checked 2026-11; review by 2027-05.
 */
const OPENS_HOUR = 8;
const CLOSES_HOUR = 20;
/** Zones without a common moment in this many days have none worth waiting for. */
const SEARCH_DAYS = 8;
const DAY_MS = 86_400_000;
/** The last day number that a Date can hold, less the days that are looked at. */
const LAST_DAY = 100_000_000 - 2 * SEARCH_DAYS;

/** The moments at which sending is allowed in all of the zones: 08:00 inclusive to 20:00 exclusive, local time. */
export function sendingWindow(zones: readonly string[], nowMs: number): SendingWindow {
  const known = zones.map(timeZone).filter((zone) => zone !== undefined);
  if (known.length === 0 || known.length < zones.length) return { state: "unknown" };
  if (!Number.isFinite(nowMs) || Math.abs(nowMs / DAY_MS) > LAST_DAY) return { state: "unknown" };

  let candidate = nowMs;
  while (candidate < nowMs + SEARCH_DAYS * DAY_MS) {
    const moment = candidate;
    const windows = known.map((zone) => windowAtOrAfter(zone, moment));
    const latestOpening = Math.max(...windows.map((window) => window.opensAt));
    if (latestOpening <= candidate) {
      if (candidate > nowMs) return { state: "closed", opensAt: candidate };
      return { state: "open", closesAt: Math.min(...windows.map((window) => window.closesAt)) };
    }
    candidate = latestOpening;
  }
  return { state: "unknown" };
}

interface Window {
  readonly opensAt: number;
  readonly closesAt: number;
}

/** The window of one zone that holds this moment, or the next one. */
function windowAtOrAfter(zone: Zone, ms: number): Window {
  // A zone's calendar date is at most one day from the UTC date; each later date brings a later window.
  let day = Math.floor(ms / DAY_MS) - 1;
  let window = windowOn(zone, day);
  while (window.closesAt <= ms) {
    day += 1;
    window = windowOn(zone, day);
  }
  return window;
}

/** The window of one zone on one calendar date, as days since 1970-01-01. */
function windowOn(zone: Zone, day: number): Window {
  const { year, month, day: dayOfMonth } = DateTime.fromMillis(day * DAY_MS, { zone: "utc" });
  const at = (hour: number) => DateTime.fromObject({ year, month, day: dayOfMonth, hour }, { zone }).toMillis();
  return { opensAt: at(OPENS_HOUR), closesAt: at(CLOSES_HOUR) };
}
