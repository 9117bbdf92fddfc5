import { linearRegression, linearRegressionLine, mean } from "simple-statistics";
import type { Report } from "../../shared/contracts/report-api.ts";
import { cents } from "./figures.ts";
import { laterMonth } from "./periods.ts";
import type { Table } from "./present.ts";

/** Whole months that a forecast looks back on, and from how many on it follows their slope. */
export const LOOKS_BACK = 6;
const FOR_SLOPE = 3;
/** The month under way, and the one after it. */
const AHEAD = [1, 2] as const;

/**
 * The next two months as a straight line through the newest whole ones (least squares), or as their mean where there are less than three.
 * Only from the first month of the period with any lead on; nothing where there are none. A figure that is hidden in one of them is not forecast.
 */
export function forecastOf({ rows }: Table, wholeMonths: ReadonlySet<string>): Report["forecast"] {
  // Months before the practice had any lead are none of its history. What is hidden is no zero.
  const first = rows.findIndex(({ figures }) => figures.leads !== 0);
  const known = first < 0 ? [] : rows.slice(first);
  const newest = known.filter(({ key }) => wholeMonths.has(key.month ?? "")).slice(-LOOKS_BACK);
  const last = newest.at(-1)?.key.month;
  if (last === undefined || last === null) return null;
  const hasSlope = newest.length >= FOR_SLOPE;
  const expected = (name: string, ahead: number): number | null => {
    const values = newest.map(({ figures }) => figures[name]);
    const told = values.filter((value): value is number => typeof value === "number");
    if (told.length < values.length) return null;
    const at = told.length - 1 + ahead;
    const line = () => linearRegressionLine(linearRegression(told.map((value, index) => [index, value])))(at);
    return Math.max(0, hasSlope ? line() : mean(told));
  };
  const people = (value: number | null) => (value === null ? null : Math.round(value));
  const dollars = (value: number | null) => (value === null ? null : cents(value));
  return {
    method: hasSlope ? "least_squares" : "mean",
    months: newest.length,
    next: AHEAD.map((ahead) => ({
      month: laterMonth(last, ahead),
      leads: people(expected("leads", ahead)),
      booked: people(expected("booked", ahead)),
      revenue: dollars(expected("revenue", ahead)),
    })),
  };
}
