import { dayNumber, isoDay } from "../../shared/domain/practice-hours/local-time.ts";

const MONTH_LENGTH = "YYYY-MM".length;

/** A month of a period, or the part of it that lies in the period. */
export interface MonthPart {
  /** YYYY-MM */
  readonly month: string;
  /** First and last day, YYYY-MM-DD. */
  readonly from: string;
  readonly to: string;
  readonly isWhole: boolean;
}

/** The months of a period, both ends included, in order. */
export function monthsOf(from: string, to: string): MonthPart[] {
  const months: MonthPart[] = [];
  for (let month = monthOf(from); month <= monthOf(to); month = laterMonth(month, 1)) {
    const [first, last] = [`${month}-01`, lastDayOf(month)];
    const part = { month, from: from > first ? from : first, to: to < last ? to : last };
    months.push({ ...part, isWhole: part.from === first && part.to === last });
  }
  return months;
}

/** The month of a day. */
export function monthOf(date: string): string {
  return date.slice(0, MONTH_LENGTH);
}

/** So many months later, or earlier. */
export function laterMonth(month: string, by: number): string {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + by;
  return `${String(Math.floor(index / 12)).padStart(4, "0")}-${String((index % 12) + 1).padStart(2, "0")}`;
}

/** The last day of a month. */
export function lastDayOf(month: string): string {
  return laterDay(`${laterMonth(month, 1)}-01`, -1);
}

/** The days of a month that are in the period. */
export function datesOf({ from, to }: MonthPart): string[] {
  return Array.from({ length: daysIn(from, to) }, (_, index) => laterDay(from, index));
}

/** So many days later, or earlier. */
export function laterDay(date: string, by: number): string {
  return isoDay(dayNumber(date) + by);
}

/** How many days there are from one to another, both included. */
export function daysIn(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from) + 1;
}
