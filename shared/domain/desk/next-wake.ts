import type { PracticeConfig } from "../../contracts/practice.ts";
import type { Roster } from "../entities/desk.ts";
import { dayNumber, isoDay, timeOnDay } from "../practice-hours/local-time.ts";
import { practiceDate, staffedTimeOn } from "../practice-hours/staffed-hours.ts";
import { zoneClock } from "../zone-clock.ts";
import { weightOf } from "./assign.ts";
import { type Desk, nextOnDuty } from "./on-duty.ts";

/** How far ahead a day with a digest is looked for. */
const SEARCH_DAYS = 14;

/** What of a configuration says when a desk must be looked at. */
export type DeskHours = Desk & { readonly sla: Pick<PracticeConfig["sla"], "digestAt"> };

/**
 * When the desk must be looked at next, ms: the next digest is due, or somebody comes on duty while leads wait for an owner. Undefined
 * when neither is in sight.
 */
export function nextWake(
  desk: DeskHours,
  roster: Pick<Roster, "waiting" | "digestOn">,
  now: number,
): number | undefined {
  const times = [nextDigest(desk, roster.digestOn, now), ...(roster.waiting.length > 0 ? nextShifts(desk, now) : [])];
  const known = times.filter((time) => time !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}

/**
 * When the next digest is due, ms: at the practice's time on the first day with staff that had none yet, which may be today's past one.
 */
export function nextDigest(desk: DeskHours, digestOn: string | undefined, now: number): number | undefined {
  const zone = zoneClock(desk.zone);
  if (zone === undefined) return undefined;
  const today = dayNumber(practiceDate(desk.zone, now));
  for (let day = today; day <= today + SEARCH_DAYS; day += 1) {
    const date = isoDay(day);
    if ((digestOn === undefined || date > digestOn) && staffedTimeOn(desk, date).length > 0)
      return timeOnDay(zone, day, desk.sla.digestAt);
  }
  return undefined;
}

/** When those who get leads next come in, ms. */
function nextShifts(desk: Desk, now: number): (number | undefined)[] {
  return desk.staff.filter((member) => weightOf(member) > 0).map((member) => nextOnDuty(desk, member, now));
}
