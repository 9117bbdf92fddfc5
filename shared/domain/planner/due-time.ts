import { DateTime, Duration } from "luxon";
import type { Step } from "../../contracts/practice.ts";
import { timeZone } from "../time-zone.ts";

/**
 * When a step is due, ms: `offset` after the anchor. With `at`, the day it falls on in `zone`, at that time of day; if that has
 * already passed at enrolment, the day after, since a step never lies before its anchor.
 */
export function dueTime(step: Pick<Step, "offset" | "at">, anchorMs: number, zone: string): number {
  const moment = DateTime.fromMillis(anchorMs, { zone: timeZone(zone) ?? "utc" }).plus(Duration.fromISO(step.offset));
  if (step.at === undefined) return moment.toMillis();
  const [hour, minute] = step.at.split(":").map(Number);
  const onDay = moment.set({ hour: hour ?? 0, minute: minute ?? 0, second: 0, millisecond: 0 });
  return (onDay.toMillis() < anchorMs ? onDay.plus({ days: 1 }) : onDay).toMillis();
}

/** An ISO 8601 duration in ms; undefined stays undefined. */
export function durationMs(iso: string | undefined): number | undefined {
  return iso === undefined ? undefined : Duration.fromISO(iso).toMillis();
}
