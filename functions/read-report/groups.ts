import type { PracticeConfig } from "../../shared/contracts/practice.ts";
import type { ReportGrouping } from "../../shared/contracts/report-api.ts";
import {
  DIMENSIONS,
  type Dimension,
  type LossReason,
  NO_COUNTS,
  type Row,
  sumOf,
} from "../../shared/domain/reports/rows.ts";
import { coarseRows } from "./coarse-rows.ts";
import type { Group, Targets } from "./figures.ts";
import type { MonthPart } from "./periods.ts";
import type { MonthRows } from "./read-rows.ts";
import type { SpendLookup } from "./spend.ts";

/** A row of a report before its figures are worked out. */
export interface KeyedGroup extends Group {
  readonly key: Readonly<Record<string, string | null>>;
}

/** How leads are told apart and chosen. */
export interface Grouping {
  readonly by: ReportGrouping | undefined;
  /** A row for each reason of a loss. */
  readonly isByReason: boolean;
  /** What only leads of count that are like this. */
  readonly filters: Readonly<Partial<Record<Dimension, string>>>;
  /** Money spent on what brought no lead makes a row, too. */
  readonly hasSpend: boolean;
}

interface Gathered {
  readonly key: Readonly<Record<string, string | null>>;
  readonly rows: Row[];
  lostDollars: number;
  readonly month?: MonthPart;
}

const NO_KEY = Object.fromEntries(DIMENSIONS.map((name) => [name, ""])) as Row["key"];

/** The groups of a report in order, and all of them together. */
export function groupsOf(
  months: readonly MonthRows[],
  grouping: Grouping,
  config: PracticeConfig,
  spend: SpendLookup,
): { groups: KeyedGroup[]; total: Group } {
  const targets = targetsOf(config);
  const usualValues = new Map(config.serviceLines.map(({ key, value = 0 }) => [key, value]));
  const gathered = new Map<string, Gathered>();
  const all: Gathered = { key: {}, rows: [], lostDollars: 0 };
  const groupFor = (key: Gathered["key"], month?: MonthPart): Gathered => {
    const text = Object.values(key).join("\n");
    const known = gathered.get(text) ?? { key, rows: [], lostDollars: 0, ...(month && { month }) };
    gathered.set(text, known);
    return known;
  };
  const isMonthly = grouping.by === "month";
  // Otherwise the total says it all.
  const isGrouped = grouping.by !== undefined || grouping.isByReason;
  for (const { rows, ...month } of months) {
    if (isMonthly && !grouping.isByReason) groupFor({ month: month.month }, month);
    for (const row of coarseRows(rows, grouping.by, grouping.filters)) {
      add(all, row, lostDollars(row, usualValues));
      if (!isGrouped) continue;
      const key = keyOf(row, grouping.by, month);
      const monthOfGroup = isMonthly ? month : undefined;
      if (!grouping.isByReason) add(groupFor(key, monthOfGroup), row, lostDollars(row, usualValues));
      else
        for (const { reason, part } of byReason(row))
          add(groupFor({ reason, ...key }, monthOfGroup), part, lostDollars(part, usualValues));
    }
  }
  if (grouping.hasSpend && !grouping.isByReason) for (const key of spend.keys(grouping.by)) groupFor(key);
  const groups = [...gathered.values()].sort((a, b) => (JSON.stringify(a.key) < JSON.stringify(b.key) ? -1 : 1));
  const finished: KeyedGroup[] = [];
  for (const { key, rows, lostDollars: dollars, month } of groups) {
    const previous = isMonthly && !grouping.isByReason ? finished.at(-1) : undefined;
    const row = sumOf(rows, NO_KEY);
    finished.push({ key, row, targets, spend: spend.of(key), lostDollars: dollars, month, previous });
  }
  const total = { row: sumOf(all.rows, NO_KEY), targets, spend: spend.of({}), lostDollars: all.lostDollars };
  return { groups: finished, total };
}

function targetsOf({ sla }: PracticeConfig): Targets {
  return { firstResponseMs: sla.firstResponseSeconds * 1_000, humanContactMs: sla.humanContactMinutes * 60_000 };
}

function keyOf({ key }: Row, by: Grouping["by"], { month }: MonthPart): Record<string, string | null> {
  if (by === undefined) return {};
  if (by === "month") return { month };
  // A campaign is one of its source.
  if (by === "campaign") return { source: key.source || null, campaign: key.campaign || null };
  return { [by]: key[by] || null };
}

/** What is known of the losses of a row, reason by reason. */
function byReason({ key, lost }: Row): { reason: LossReason; part: Row }[] {
  return (Object.keys(lost) as LossReason[]).map((reason) => ({
    reason,
    part: { key, counts: NO_COUNTS, lost: { [reason]: lost[reason] }, wonValue: 0, responseMs: [], staffedMs: [] },
  }));
}

function add(group: Gathered, row: Row, dollars: number): void {
  group.rows.push(row);
  group.lostDollars += dollars;
}

/** As the leads say, or as their service line usually is. */
function lostDollars({ key, lost }: Row, usualValues: ReadonlyMap<string, number>): number {
  const usual = usualValues.get(key.serviceLine) ?? 0;
  return Object.values(lost).reduce((sum, { leads, valued, value }) => sum + value + (leads - valued) * usual, 0);
}
