import type { Scenario } from "../simulate.ts";
import { NONE } from "../world/faults.ts";

const HOUR = 3_600_000;
/** Tuesday 2026-10-27 09:00 in Chicago. */
const TUESDAY_MORNING = Date.parse("2026-10-27T14:00:00Z");

/** A small world of one kind of people, in which nothing goes wrong by itself. */
export const SMALL: Omit<Scenario, "configs"> = {
  seed: 7,
  leads: 24,
  days: 3,
  startsAt: TUESDAY_MORNING,
  arrivalsMs: 2 * HOUR,
  faults: NONE,
  incidents: false,
};
