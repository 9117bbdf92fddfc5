import type { IANAZone } from "luxon";
import { localDay, timeOnDay } from "../practice-hours/local-time.ts";
import { timeZone } from "../time-zone.ts";
import { type DayHours, hoursOf } from "./hours-rule.ts";

/** Whether SMS and calls may go out now, until when, or from when; times in ms. */
export type SendingWindow =
  | { state: "open"; closesAt: number }
  | { state: "closed"; opensAt: number }
  | { state: "unknown" };

/** Where a person may be, and the hours that the practice set for itself. */
export interface SendingPlaces {
  /** IANA zones. */
  readonly zones: readonly string[];
  /** States, as two-letter codes. */
  readonly jurisdictions: readonly string[];
  /** Times of day in each of the zones. */
  readonly own?: DayHours | undefined;
}

/**
 * The safe default of FACTS for solicitations, whatever the state: 08:00 to 20:00 local time. It lies inside the outer limit,
 * 08:00 to 21:00 (47 CFR 64.1200(c)(1)). Checked 2026-11.
 */
const SAFE_HOURS: DayHours = { opens: "08:00", closes: "20:00" };
/** Places without a common moment in this many days have none worth waiting for; no holiday weekend is as long. */
const SEARCH_DAYS = 14;
const DAY_MS = 86_400_000;
/** The last day number that a Date can hold, less the days that are looked at. */
const LAST_DAY = 100_000_000 - 3 * SEARCH_DAYS;
/** Days of places remembered before it starts afresh. */
const REMEMBERED = 10_000;

/** A stretch in which sending is allowed everywhere. */
interface Opening {
  readonly opensAt: number;
  readonly closesAt: number;
}

/** The openings from the start of a UTC day to its end, and the next. Asked several times in the life of every touch. */
const remembered = new Map<string, readonly Opening[]>();

/**
 * The moments at which every state's rule, the safe default and the practice's own hours allow sending, in the local time of
 * every zone. Without states they are those of the strict default. `unknown` when a zone is unknown or there are none, and
 * when no moment in the next two weeks will do.
 */
export function sendingWindow(places: SendingPlaces, nowMs: number): SendingWindow {
  if (places.zones.length === 0 || places.zones.some((name) => timeZone(name) === undefined))
    return { state: "unknown" };
  if (!Number.isFinite(nowMs) || Math.abs(nowMs / DAY_MS) > LAST_DAY) return { state: "unknown" };
  const next = openingsOn(places, Math.floor(nowMs / DAY_MS)).find((opening) => nowMs < opening.closesAt);
  if (next === undefined) return { state: "unknown" };
  if (next.opensAt > nowMs) return { state: "closed", opensAt: next.opensAt };
  return { state: "open", closesAt: next.closesAt };
}

function openingsOn(places: SendingPlaces, utcDay: number): readonly Opening[] {
  const { zones, jurisdictions, own } = places;
  const key = `${utcDay}|${zones.join(",")}|${jurisdictions.join(",")}|${own?.opens ?? ""}-${own?.closes ?? ""}`;
  const known = remembered.get(key);
  if (known !== undefined) return known;

  const openings: Opening[] = [];
  let from = utcDay * DAY_MS;
  while (from < (utcDay + 1) * DAY_MS) {
    const next = nextOpening(places, from);
    if (next === undefined) break;
    openings.push(next);
    from = next.closesAt;
  }
  if (remembered.size >= REMEMBERED) remembered.clear();
  remembered.set(key, openings);
  return openings;
}

/** The opening that holds this moment, or the next one; undefined when there is none in sight. */
function nextOpening(places: SendingPlaces, from: number): Opening | undefined {
  const zones = places.zones.map(timeZone).filter((zone) => zone !== undefined);
  let moment = from;
  while (moment < from + SEARCH_DAYS * DAY_MS) {
    const windows: Opening[] = [];
    for (const zone of zones) {
      const window = windowAtOrAfter(zone, places, moment);
      if (window === undefined) return undefined;
      windows.push(window);
    }
    const opensAt = Math.max(...windows.map((window) => window.opensAt));
    if (opensAt <= moment) return { opensAt, closesAt: Math.min(...windows.map((window) => window.closesAt)) };
    moment = opensAt;
  }
  return undefined;
}

/** The window of one zone that holds this moment, or the next one; each day has at most one. */
function windowAtOrAfter(zone: IANAZone, places: SendingPlaces, moment: number): Opening | undefined {
  const today = localDay(zone, moment);
  for (let day = today; day <= today + SEARCH_DAYS; day += 1) {
    const hours = commonHours(places, day);
    if (hours === undefined) continue;
    const closesAt = timeOnDay(zone, day, hours.closes);
    if (closesAt > moment) return { opensAt: timeOnDay(zone, day, hours.opens), closesAt };
  }
  return undefined;
}

/** What all rules allow on a calendar day; undefined when that is nothing. */
function commonHours({ jurisdictions, own }: SendingPlaces, day: number): DayHours | undefined {
  // No state at all is like a state without a rule.
  const states = jurisdictions.length === 0 ? [undefined] : jurisdictions;
  let { opens, closes } = SAFE_HOURS;
  for (const hours of [own ?? SAFE_HOURS, ...states.map((state) => hoursOf(state, day))]) {
    if (hours === undefined) return undefined;
    if (hours.opens > opens) opens = hours.opens;
    if (hours.closes < closes) closes = hours.closes;
  }
  return opens < closes ? { opens, closes } : undefined;
}
