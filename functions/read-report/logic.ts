import type { Report } from "../../shared/contracts/report-api.ts";
import type { PracticeId } from "../../shared/domain/ids.ts";
import { practiceDate } from "../../shared/domain/practice-hours/staffed-hours.ts";
import { choosePractice } from "../../shared/platform/choose-practice.ts";
import type { Access, Clock, PracticeConfigs } from "../../shared/ports/index.ts";
import type { ReportQueries, Store } from "../../shared/ports/store.ts";
import { definitionOf } from "./definitions.ts";
import { forecastOf } from "./forecast.ts";
import { groupsOf } from "./groups.ts";
import { unknownNames } from "./known-names.ts";
import { leakOf, tableForMarketing, tableOf } from "./present.ts";
import { invalidQuery } from "./problems.ts";
import { readQuery } from "./query.ts";
import { type MonthRows, type ReadRowsDeps, readRows } from "./read-rows.ts";
import { REPORTS } from "./reports/index.ts";
import { type SpendLookup, spendIn } from "./spend.ts";

/** What reports need: no contact table, so that no contact data can be shown. */
export interface ReadReportDeps extends ReadRowsDeps {
  readonly store: Pick<Store<"factMark" | "reportSummary" | "spend">, "readMany" | "commit">;
  readonly queries: ReportQueries;
  readonly configs: PracticeConfigs;
  readonly clock: Clock;
}

/** A known caller's question. */
export interface ReadReportInput {
  readonly access: Access;
  /** As it stands in the path. */
  readonly name: string | undefined;
  readonly query: Readonly<Record<string, string>>;
}

/** Answers a report. Throws an `HttpProblem` (4xx) for one that there is not, or that the caller may not see. */
export async function readReport(deps: ReadReportDeps, { access, name, query }: ReadReportInput): Promise<Report> {
  const { practiceId, config } = await choosePractice(deps.configs, access, query.practiceId);
  const now = deps.clock.now();
  const today = practiceDate(config.zone, now);
  const wanted = readQuery(name, query, access, today);
  const { from, to, by, filters } = wanted;
  const plan = REPORTS[wanted.name];
  const hasSpend = plan.figures.some((figure) => figure.name === "spend");
  const months = (await readRows(deps, { practiceId, from, to, today })).map((month) => ({
    ...month,
    // A month that is under way is not to be compared with one that is over.
    isWhole: month.isWhole && month.to < today,
  }));
  const unknown = unknownNames(filters, config, months);
  if (unknown.length > 0) throw invalidQuery(unknown);
  const spend = hasSpend ? await readSpend(deps, practiceId, months, filters) : spendIn([], [], filters);

  const grouping = { by, isByReason: plan.isByReason === true, filters, hasSpend };
  const { groups, total } = groupsOf(months, grouping, config, spend);
  const hides = access.role === "marketing";
  const table = hides ? tableForMarketing(plan, groups, total) : tableOf(plan, groups, total);
  const whole = new Set(months.flatMap((month) => (month.isWhole ? [month.month] : [])));
  const names = plan.figures.map((figure) => figure.name);
  return {
    report: wanted.name,
    practiceId,
    period: { from, to, zone: config.zone },
    generatedAt: new Date(now).toISOString(),
    by: by ?? null,
    filters,
    definition: definitionOf(wanted.name, names, total.targets, hides),
    ...table,
    ...(wanted.name === "funnel" ? { leak: leakOf(total, table) } : {}),
    ...(wanted.name === "trends" ? { forecast: forecastOf(table, whole) } : {}),
  };
}

async function readSpend(
  { store }: ReadReportDeps,
  practiceId: PracticeId,
  months: readonly MonthRows[],
  filters: ReturnType<typeof readQuery>["filters"],
): Promise<SpendLookup> {
  const known = await store.readMany(
    months.map(({ month }) => ({ entity: "spend", key: { practiceId, month } }) as const),
  );
  return spendIn(months, known, filters);
}
