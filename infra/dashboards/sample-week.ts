/** The week that the pictures show: it begins on a Monday, at midnight in UTC, and has an hour to each point. */
export const WEEK_START = Date.UTC(2026, 10, 23);
export const HOUR_MS = 3_600_000;
export const HOURS = 7 * 24;

/** Where the sample practice is: Chicago in winter. */
const UTC_OFFSET_HOURS = -6;

/** How busy an hour of the week is, from 0 to 1: people inquire by day, a little at night, less at the weekend. */
export function activity(hour: number): number {
  const local = hour + UTC_OFFSET_HOURS;
  const hourOfDay = ((local % 24) + 24) % 24;
  const weekday = Math.floor((((local % HOURS) + HOURS) % HOURS) / 24);
  const byDay = Math.max(0.08, Math.sin((Math.PI * (hourOfDay - 6.5)) / 15));
  return byDay * (weekday >= 5 ? 0.45 : 1);
}

/** Whether the sample practice has staff in an hour of the week: on weekdays from 8 to 18. */
export function isStaffedHour(hour: number): boolean {
  const local = (((hour + UTC_OFFSET_HOURS) % HOURS) + HOURS) % HOURS;
  const hourOfDay = local % 24;
  return local < 5 * 24 && hourOfDay >= 8 && hourOfDay < 18;
}
