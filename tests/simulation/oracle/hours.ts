import type { Place } from "../population/places.ts";
import { localTime } from "./local-time.ts";

/** Hours of the day in which a solicitation may reach someone in a state, [from, to); `undefined` where there are none. */
type Hours = readonly [from: number, to: number] | undefined;
interface Week {
  readonly weekdays: Hours;
  readonly saturday: Hours;
  readonly sunday: Hours;
}

const daily = (from: number, to: number): Week => ({ weekdays: [from, to], saturday: [from, to], sunday: [from, to] });

/**
 * The hours of states, typed in again by hand: first those of FACTS ("TCPA and state law"), then those that docs/quiet-hours.md
 * cites. Not taken from the product's data, so that a slip there shows.
 */
const HOURS_OF_STATE: Readonly<Record<string, Week>> = {
  FL: daily(8, 20),
  OK: daily(8, 20),
  MD: daily(8, 20),
  WA: daily(8, 20),
  CT: daily(9, 20),
  TX: { ...daily(9, 21), sunday: [12, 21] },
  RI: { weekdays: [9, 18], saturday: [10, 17], sunday: undefined },
  KY: daily(10, 21),
  MI: daily(9, 21),
  MN: daily(9, 21),
  NM: daily(9, 21),
  NV: daily(9, 21),
  AL: { ...daily(8, 20), sunday: undefined },
  LA: { ...daily(8, 20), sunday: undefined },
  MS: { ...daily(8, 20), sunday: undefined },
  CA: daily(9, 21),
  IL: daily(9, 21),
  IN: daily(9, 20),
  MA: daily(8, 20),
  ME: { weekdays: [9, 17], saturday: undefined, sunday: undefined },
  NE: { ...daily(8, 21), sunday: [13, 21] },
  NJ: daily(8, 20),
  PA: { weekdays: [9, 19], saturday: [9, 12], sunday: undefined },
  SC: daily(8, 19),
  SD: { weekdays: [9, 21], saturday: undefined, sunday: undefined },
  UT: { ...daily(8, 21), sunday: undefined },
  WY: daily(8, 20),
};
/** The outer limit everywhere (47 CFR 64.1200(c)(1)). */
const FEDERAL = daily(8, 21);
/** What no state forbids on a weekday: for what must go out, not for what may. */
const EVERYWHERE: Week = { weekdays: [10, 17], saturday: undefined, sunday: undefined };
/** Legal holidays within the weeks that simulations live in, on which these states allow nothing. */
const HOLIDAYS: Readonly<Record<string, readonly string[]>> = {
  "2026-11-03": ["PA", "RI"],
  "2026-11-11": ["AL", "LA", "MS", "NE", "PA", "RI", "UT"],
  "2026-11-26": ["AL", "LA", "MS", "NE", "PA", "RI", "UT"],
  "2026-11-27": ["NE"],
  "2027-03-26": ["PA"],
};

/** Whether a message or an automated call may reach someone who may be in any of these places then. Nowhere known: never. */
export function mayReach(places: readonly Place[], ms: number): boolean {
  return places.length > 0 && places.every((place) => isOpen(HOURS_OF_STATE[place.state] ?? FEDERAL, place, ms));
}

/** Whether no rule that the product could have for these places forbids it. */
export function surelyMayReach(places: readonly Place[], ms: number): boolean {
  return mayReach(places, ms) && places.every((place) => isOpen(EVERYWHERE, place, ms));
}

function isOpen(week: Week, { state, zone }: Place, ms: number): boolean {
  const { minutes, weekday, date } = localTime(zone, ms);
  if (HOLIDAYS[date]?.includes(state)) return false;
  const hours = weekday === 0 ? week.sunday : weekday === 6 ? week.saturday : week.weekdays;
  return hours !== undefined && minutes >= hours[0] * 60 && minutes < hours[1] * 60;
}
