import { momentOf } from "../../shared/domain/practice-hours/local-time.ts";
import { zoneClock } from "../../shared/domain/zone-clock.ts";
import { isoLocal } from "./local-time-text.ts";
import type { FieldProblem } from "./notices.ts";

const HOUR_MS = 3_600_000;
/** An appointment that began this long ago may still be noted: the patient stands at the desk. */
const EARLIEST_MS = HOUR_MS;
const FURTHEST_MS = 2 * 366 * 24 * HOUR_MS;
const LOCAL_TIME = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2})(:\d{2})?$/;

/**
 * The moment of an appointment that a field for date and time holds, read on the clocks of the practice, or what is wrong with it. Of a time
 * that comes twice when the clocks change it is the earlier one.
 */
export function readAppointment(zone: string, typed: string, now: number): number | FieldProblem {
  const [, local = ""] = LOCAL_TIME.exec(typed) ?? [];
  const asUtc = Date.parse(`${local}Z`);
  const clock = zoneClock(zone);
  if (clock === undefined || Number.isNaN(asUtc)) return "no_appointment";
  const at = momentOf(clock, asUtc);
  // A day that a month has not, 24:00 and a time that the change of clocks skips would each quietly be another one.
  if (isoLocal(zone, at) !== local) return "no_such_time";
  if (at < now - EARLIEST_MS) return "past_appointment";
  if (at > now + FURTHEST_MS) return "far_appointment";
  return at;
}
