import type { Report } from "../../shared/contracts/report-api.ts";
import { hideSmall, type Sum } from "../../shared/domain/reports/hide-small.ts";
import { type Figure, FUNNEL_COUNTS, type Group } from "./figures.ts";
import type { KeyedGroup } from "./groups.ts";
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
  const counts = plan.figures.filter(({ isCount }) => isCount);
  const all: readonly Group[] = [...groups, total];
  const place = (row: number, name: string) => row * counts.length + counts.findIndex((figure) => figure.name === name);
  const values = all.flatMap((group) => counts.map(({ value }) => value(group) ?? 0));
  const sums: Sum[] = counts.map(({ name }) => ({
    total: place(groups.length, name),
    parts: groups.map((_, row) => place(row, name)),
  }));
  for (const row of all.keys()) {
    for (const { total: whole, parts } of plan.sums ?? [])
      sums.push({ total: place(row, whole), parts: parts.map((name) => place(row, name)) });
  }
  // What does not get past a step is told of the total, and is a count of people like any other.
  for (const [index, to] of (plan.chain ?? []).slice(1).entries()) {
    const from = place(groups.length, plan.chain?.[index] ?? "");
    const past = place(groups.length, to);
    sums.push({ total: from, parts: [past, values.length] });
    values.push((values[from] ?? 0) - (values[past] ?? 0));
  }
  const hidden = hideSmall(
    values,
    sums.filter(({ parts }) => parts.length > 0),
  );
  const isHidden = (row: number, name: string) => hidden.has(place(row, name));
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
