import type { ReportGrouping } from "../../shared/contracts/report-api.ts";
import type { Spend } from "../../shared/domain/entities/report.ts";
import type { Dimension } from "../../shared/domain/reports/rows.ts";
import { daysIn, lastDayOf, type MonthPart } from "./periods.ts";

/** What was spent on the leads of a row, USD; undefined where nobody can tell. */
export interface SpendLookup {
  of(key: Readonly<Record<string, string | null>>): number | undefined;
  /** Keys of what money was spent on. */
  keys(by: ReportGrouping | undefined): Record<string, string | null>[];
}

type Filters = Readonly<Partial<Record<Dimension, string>>>;

/** Spend is told by source, campaign and month, and by nothing else. */
const UNKNOWN: readonly string[] = ["serviceLine", "staff", "channel", "reason"];

/** What was spent in a period. Of a month that is only partly in it, the days count: each day is the same part of the month. */
export function spendIn(
  months: readonly MonthPart[],
  known: readonly (Spend | undefined)[],
  filters: Filters,
): SpendLookup {
  const ofSources = months.flatMap(({ month, from, to }, index) => {
    const share = daysIn(from, to) / daysIn(`${month}-01`, lastDayOf(month));
    return (known[index]?.entries ?? [])
      .filter(({ source }) => filters.source === undefined || source === filters.source)
      .map(({ source, campaign = null, amount }) => ({ month, source, campaign, amount: amount * share }));
  });
  const spent = ofSources.filter(({ campaign }) => filters.campaign === undefined || campaign === filters.campaign);
  /** Money went to the source as a whole, and none to this campaign by name: how much of it was for the campaign, nobody said. */
  const isUnsplit = (key: Readonly<Record<string, string | null>>) => {
    const campaign = key.campaign ?? filters.campaign;
    const own = ofSources.filter(({ source }) => key.source === undefined || source === key.source);
    const isNamed = campaign === undefined || own.some((entry) => entry.campaign === campaign);
    return !isNamed && own.some((entry) => entry.campaign === null && entry.amount > 0);
  };
  const isUnknown = UNKNOWN.some((name) => name in filters);
  return {
    of(key) {
      if (isUnknown || UNKNOWN.some((name) => name in key) || isUnsplit(key)) return undefined;
      const ofKey = spent.filter((entry) =>
        (["month", "source", "campaign"] as const).every(
          (name) => key[name] === undefined || key[name] === entry[name],
        ),
      );
      return ofKey.reduce((sum, { amount }) => sum + amount, 0);
    },
    keys(by) {
      if (isUnknown || by === undefined || by === "month") return [];
      if (by === "source") return spent.map(({ source }) => ({ source }));
      return by === "campaign" ? spent.map(({ source, campaign }) => ({ source, campaign })) : [];
    },
  };
}
