import { parseDateText, type WrittenDate, type WrittenDay } from "../../shared/domain/import/date-text.ts";
import { momentOf } from "../../shared/domain/practice-hours/local-time.ts";
import { zoneClock } from "../../shared/domain/zone-clock.ts";

const MINUTE_MS = 60_000;
/** How far an appointment may be from now, ms: two years. */
const FARTHEST_MS = 2 * 366 * 86_400_000;
/** Of a day without a time. */
const NOON = { hour: 12, minute: 0, second: 0 };

/** Why an appointment cannot be read. */
export type AppointmentProblem = "invalid_date" | "out_of_range";

/**
 * When an appointment is, ms: where the text says how far it is from UTC by that, else in the zone of the practice. Numeric dates are read as the
 * United States write them, unless only another order makes a date. Total.
 */
export function appointmentTime(text: string, zone: string, now: number): number | AppointmentProblem {
  const written = parseDateText(text);
  const day = written === undefined ? undefined : dayOf(written);
  if (written === undefined || day === undefined) return "invalid_date";
  const { hour, minute, second, offset } = { offset: undefined, ...(written.time ?? NOON) };
  const local = Date.UTC(yearOf(day), day.month - 1, day.day, hour, minute, second);
  const clock = zoneClock(zone);
  if (offset === undefined && clock === undefined) return "invalid_date";
  const at = offset === undefined && clock !== undefined ? momentOf(clock, local) : local - (offset ?? 0) * MINUTE_MS;
  return Math.abs(at - now) <= FARTHEST_MS && at >= 0 ? at : "out_of_range";
}

function dayOf(written: WrittenDate): WrittenDay | undefined {
  if (!written.isNumeric) return isDay(written.day) ? written.day : undefined;
  const { mdy, dmy, ymd } = written.days;
  return [mdy, dmy, ymd].find((day) => day !== undefined && isDay(day));
}

function isDay(day: WrittenDay): boolean {
  const date = new Date(Date.UTC(yearOf(day), day.month - 1, day.day));
  return date.getUTCMonth() === day.month - 1 && date.getUTCDate() === day.day;
}

function yearOf({ year }: WrittenDay): number {
  return Number(year) + (year.length === 2 ? 2000 : 0);
}
