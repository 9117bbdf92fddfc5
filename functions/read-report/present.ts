import type { Report } from "../../shared/contracts/report-api.ts";
import { type Figure, FUNNEL_COUNTS, type Group } from "./figures.ts";
import type { KeyedGroup } from "./groups.ts";
import { hiddenFromMarketing } from "./hidden-counts.ts";
import type { ReportPlan } from "./reports/plan.ts";

/** The figures of a report. */
export type Table = Pick<Report, "rows" | "total">;

/** Works out every figure; without those that `hides` keeps back. */
export function tableOf(
  { figures }: ReportPlan,
  groups: readonly KeyedGroup[],
  total: Group,
  hides: (figure: Figure, row: number) => boolean = () => false,
): Table {
  const told = (group: Group, row: number) => {
    const hidden = figures.filter((figure) => hides(figure, row)).map(({ name }) => name);
    const shown = figures.map(({ name, value }): [string, number | null] => [
      name,
      hidden.includes(name) ? null : (value(group) ?? null),
    ]);
    return { figures: Object.fromEntries(shown), hidden };
  };
  return {
    rows: groups.map((group, row) => ({ key: { ...group.key }, ...told(group, row) })),
    total: told(total, groups.length),
  };
}

/** The figures for whoever may see no small group of people; nothing hidden can be worked out from the others. */
export function tableForMarketing(plan: ReportPlan, groups: readonly KeyedGroup[], total: Group): Table {
  const isHidden = hiddenFromMarketing(plan, groups, total);
  return tableOf(
    plan,
    groups,
    total,
    ({ from, alsoFromPrevious }, row) =>
      from.some((name) => isHidden(row, name)) ||
      (alsoFromPrevious === true && row > 0 && from.some((name) => isHidden(row - 1, name))),
  );
}

/** The step that most leads do not get past, and what they would have brought had they gone on as the others did. */
export function leakOf({ row: { counts, wonValue } }: Group, { total }: Table): Report["leak"] {
  if (FUNNEL_COUNTS.some((step) => total.hidden.includes(step))) return null;
  const losses = FUNNEL_COUNTS.slice(1).map((to, index) => {
    const from = FUNNEL_COUNTS[index] ?? to;
    return { from, to, leads: counts[from] - counts[to] };
  });
  const largest = losses.reduce((most, loss) => (loss.leads > most.leads ? loss : most));
  if (largest.leads === 0) return null;
  const perTreatment = counts.wonValued === 0 ? undefined : wonValue / counts.wonValued;
  const goOn = counts[largest.to];
  const dollars =
    perTreatment === undefined || goOn === 0 ? null : Math.round(largest.leads * (counts.won / goOn) * perTreatment);
  return { ...largest, dollars };
}
