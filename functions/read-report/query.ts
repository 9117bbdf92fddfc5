import {
  type ReportGrouping,
  ReportGroupingSchema,
  type ReportName,
  ReportNameSchema,
} from "../../shared/contracts/report-api.ts";
import type { Dimension } from "../../shared/domain/reports/rows.ts";
import type { Access } from "../../shared/ports/index.ts";
import { daysIn, laterDay, laterMonth, monthOf } from "./periods.ts";
import { aboutStaff, invalidQuery, notForMarketing, unknownReport } from "./problems.ts";
import { REPORTS } from "./reports/index.ts";

/** What a caller wants to know. */
export interface ReportQuery {
  readonly name: ReportName;
  readonly from: string;
  readonly to: string;
  readonly by: ReportGrouping | undefined;
  readonly filters: Readonly<Partial<Record<Dimension, string>>>;
}

/** Days that a report covers unless it says which, and the most that it may. */
const USUAL_DAYS = 30;
const MOST_DAYS = 1_100;
/** Months before the one under way that trends go back unless they say otherwise. */
const USUAL_MONTHS = 12;
const FILTERS = ["source", "campaign", "channel", "serviceLine", "staff"] as const;
const PARAMETERS: readonly string[] = ["practiceId", "from", "to", "by", "format", ...FILTERS];
const FORMAT = /^(json|csv)$/i;
/** What may be told of a parameter that there is not: it may hold anything. */
const PARAMETER_NAME = /^[A-Za-z][A-Za-z_]{0,39}$/;
/** A name of a configured thing. */
const NAME = /^[a-z0-9_][a-z0-9_-]{0,39}$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Reads name and query of a report; throws a 403, 404 or 422 problem for what there is not. `today` is the practice's calendar day. */
export function readQuery(
  name: string | undefined,
  query: Readonly<Record<string, string>>,
  { role }: Access,
  today: string,
): ReportQuery {
  const known = ReportNameSchema.safeParse(name);
  if (!known.success) throw unknownReport();
  const plan = REPORTS[known.data];
  const filters = Object.fromEntries(FILTERS.flatMap((key) => (query[key] === undefined ? [] : [[key, query[key]]])));
  const asksForStaff = query.by === "staff" || query.staff !== undefined;
  if (role === "marketing" && (plan.isAboutStaff === true || asksForStaff)) throw aboutStaff();
  // Channels are sources by another name, and reasons by source would be a table of two totals that are known.
  const isComparable =
    Object.keys(filters).length === 0 && query.by !== "channel" && (plan.isByReason !== true || query.by === undefined);
  if (role === "marketing" && !isComparable) throw notForMarketing();

  const by = ReportGroupingSchema.optional().safeParse(query.by);
  const chosen = by.success ? (by.data ?? (plan.isAlwaysGrouped ? plan.groupings[0] : undefined)) : undefined;
  const to = query.to ?? today;
  const usualFrom = known.data === "trends" ? `${laterMonth(monthOf(today), -USUAL_MONTHS)}-01` : undefined;
  const from = query.from ?? usualFrom ?? (isDate(to) ? laterDay(to, 1 - USUAL_DAYS) : to);
  const wrong = [
    ...(isDate(from) ? [] : ["from"]),
    ...(isDate(to) ? [] : ["to"]),
    ...(isDate(from) && isDate(to) && (from > to || daysIn(from, to) > MOST_DAYS) ? ["from"] : []),
    ...(by.success && (chosen === undefined || plan.groupings.includes(chosen)) ? [] : ["by"]),
    ...(query.format === undefined || FORMAT.test(query.format) ? [] : ["format"]),
    ...Object.keys(query)
      .filter((key) => !PARAMETERS.includes(key))
      .map((key) => (PARAMETER_NAME.test(key) ? key : "")),
    ...FILTERS.filter((key) => filters[key] !== undefined && !NAME.test(filters[key])),
  ];
  if (wrong.length > 0) throw invalidQuery(wrong);
  return { name: known.data, from, to, by: chosen, filters };
}

/** A day that the calendar has. */
function isDate(text: string): boolean {
  return DATE.test(text) && !Number.isNaN(Date.parse(text)) && laterDay(text, 0) === text;
}
