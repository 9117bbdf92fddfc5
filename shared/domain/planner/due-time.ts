import type { Step } from "../../contracts/practice.ts";
import { localDay, timeOnDay } from "../practice-hours/local-time.ts";
import { zoneClock } from "../zone-clock.ts";

const DAY_MS = 86_400_000;
const UTC = "UTC";

/** The durations that a configuration may hold: whole days, hours, minutes and seconds. */
const DURATION = /^(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;
/** Texts that were read once: a configuration has few, and each plan needs all of them. */
const known = new Map<string, number>();

/** An ISO 8601 duration in ms, negative with a minus sign, a day being 24 hours; undefined stays undefined, and NaN is none. */
export function durationMs(iso: string): number;
export function durationMs(iso: string | undefined): number | undefined;
export function durationMs(iso: string | undefined): number | undefined {
  if (iso === undefined) return undefined;
  const before = known.get(iso);
  if (before !== undefined) return before;
  const [, sign, days = 0, hours = 0, minutes = 0, seconds = 0] = DURATION.exec(iso) ?? [undefined, "", Number.NaN];
  const total = ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds);
  const ms = sign === "-" && total > 0 ? -1_000 * total : 1_000 * total;
  known.set(iso, ms);
  return ms;
}

/**
 * When a step is due, ms: `offset` after its anchor, or before it. With `at`, the day that this falls on in `zone`, at that time of
 * day; where that lies on the wrong side of the anchor, the next day, or the day before.
 */
export function dueTime(step: Pick<Step, "offset" | "at">, anchorMs: number, zone: string): number {
  const offset = durationMs(step.offset);
  const where = step.at === undefined ? undefined : (zoneClock(zone) ?? zoneClock(UTC));
  if (step.at === undefined || where === undefined) return anchorMs + offset;
  // Days of the calendar, so that a change of clocks in between moves nothing to another day.
  const days = Math.trunc(offset / DAY_MS);
  const day = localDay(where, anchorMs + (offset - days * DAY_MS)) + days;
  const due = timeOnDay(where, day, step.at);
  if (offset < 0) return due > anchorMs ? timeOnDay(where, day - 1, step.at) : due;
  return due < anchorMs ? timeOnDay(where, day + 1, step.at) : due;
}
