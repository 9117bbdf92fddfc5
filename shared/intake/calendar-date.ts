/** A year, a month and a day, at the beginning of a text. */
const DATE = /^(\d{4})-(\d{2})-(\d{2})/;

/** Whether a text begins with a day that the calendar has, as YYYY-MM-DD: 2026-02-30 is none, whatever `Date` makes of it. */
export function beginsWithDay(text: string): boolean {
  const [, year, month, day] = (DATE.exec(text) ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined) return false;
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
