import type { Clock } from "../../../shared/ports/index.ts";

/** Tuesday 2026-12-01 10:02 in Chicago, ms: in open hours of the example practice. */
export const NOW = Date.parse("2026-12-01T16:02:00Z");

/** A clock that stands still until it is told to move. */
export interface FixedClock extends Clock {
  /** Moves it forward. */
  advance(ms: number): void;
  /** Puts it at a moment, ms or ISO 8601. */
  set(moment: number | string): void;
}

/** A clock that stands at `start`. */
export function fixedClock(start: number | string = NOW): FixedClock {
  const msOf = (moment: number | string) => (typeof moment === "number" ? moment : Date.parse(moment));
  let now = msOf(start);
  return {
    now: () => now,
    advance: (ms) => {
      now += ms;
    },
    set: (moment) => {
      now = msOf(moment);
    },
  };
}
