import { hideSmall, type Sum } from "../../shared/domain/reports/hide-small.ts";
import type { CountName } from "../../shared/domain/reports/rows.ts";
import { count, type Figure, FUNNEL_COUNTS, type Group, INQUIRY_COUNTS } from "./figures.ts";
import type { KeyedGroup } from "./groups.ts";
import type { ReportPlan } from "./reports/plan.ts";

/** Counts of a row, and which of them are not shown. */
interface Line {
  readonly values: readonly number[];
  readonly isHidden: readonly boolean[];
}

/**
 * Which counts marketing does not see; rows by their place, the total comes after them. What is hidden in a total depends on nothing but
 * the period, and what is hidden of a source on nothing but the period and the count: so no report tells what another one hides.
 */
export function hiddenFromMarketing(
  plan: ReportPlan,
  groups: readonly KeyedGroup[],
  total: Group,
): (row: number, name: string) => boolean {
  const counts = countsOf(plan);
  const valuesOf = (group: Group) => counts.map(({ value }) => value(group) ?? 0);
  const hiddenInTotal = hiddenNames(counts, total);
  const whole = { values: valuesOf(total), isHidden: counts.map(({ name }) => hiddenInTotal.has(name)) };
  const rowSums = counts.some(isAboutInquiries) ? [sumIn(counts, INQUIRY_COUNTS)] : [];

  const rows = groups.map(valuesOf);
  const sources = sourcesOf(groups);
  const known = sources === undefined ? [whole] : hideIn([whole], sumsOf(rows, sources), [], rowSums);
  const lines = [...hideIn(known, rows, sources ?? [], rowSums, whole), whole];
  return (row, name) => lines[row]?.isHidden[counts.findIndex((figure) => figure.name === name)] === true;
}

const isAboutInquiries = ({ name }: Figure) => INQUIRY_COUNTS.some((other) => other === name);

/** The counts of a report; those that its own follow from in another report are looked at, too. */
function countsOf({ figures }: ReportPlan): readonly Figure[] {
  const own = figures.filter(({ isCount }) => isCount);
  return own.some(isAboutInquiries) ? withCounts(own, INQUIRY_COUNTS) : own;
}

function withCounts(own: readonly Figure[], names: readonly CountName[]): readonly Figure[] {
  return [...names.map(count), ...own.filter((figure) => !names.some((name) => name === figure.name))];
}

/** Of the total: with the whole funnel, what gets lost at each step, and all inquiries, whether or not this report shows them. */
function hiddenNames(own: readonly Figure[], total: Group): ReadonlySet<string> {
  const counts = withCounts(own, [...FUNNEL_COUNTS, ...INQUIRY_COUNTS]);
  const values = counts.map(({ value }) => value(total) ?? 0);
  const lost = FUNNEL_COUNTS.slice(1).map((_, step) => (values[step] ?? 0) - (values[step + 1] ?? 0));
  const steps = lost.map((_, step): Sum => ({ total: step, parts: [step + 1, values.length + step] }));
  const hidden = hideSmall([...values, ...lost], [...steps, sumIn(counts, INQUIRY_COUNTS)]);
  return new Set(counts.flatMap(({ name }, place) => (hidden.has(place) ? [name] : [])));
}

/** Of rows that add up to lines which the reader knows already: the total, or each source. */
function hideIn(
  known: readonly Line[],
  rows: readonly (readonly number[])[],
  parents: readonly number[],
  rowSums: readonly Sum[],
  whole?: Line,
): Line[] {
  const width = known[0]?.values.length ?? 0;
  const values = [...known.map((line) => line.values), ...rows].flat();
  const settled = new Map(known.flatMap(({ isHidden }, line) => isHidden.map((is, at) => [line * width + at, is])));
  const sums: Sum[] = [];
  for (let column = 0; column < width; column += 1) {
    const placesUnder = (isParent: (parent: number) => boolean) =>
      rows.flatMap((_, row) => (isParent(parents[row] ?? 0) ? [(known.length + row) * width + column] : []));
    for (const line of known.keys())
      sums.push({ total: line * width + column, parts: placesUnder((parent) => parent === line) });
    // All hidden sources together follow from the total and those that are shown.
    if (whole?.isHidden[column] !== false || known.length < 2) continue;
    const isHiddenSource = (parent: number) => known[parent]?.isHidden[column] === true;
    settled.set(values.length, false);
    sums.push({ total: values.length, parts: placesUnder(isHiddenSource) });
    values.push(known.reduce((sum, line) => sum + (line.isHidden[column] ? (line.values[column] ?? 0) : 0), 0));
  }
  for (let line = 0; line < known.length + rows.length; line += 1)
    for (const { total, parts } of rowSums)
      sums.push({ total: line * width + total, parts: parts.map((part) => line * width + part) });
  const hidden = hideSmall(
    values,
    sums.filter(({ parts }) => parts.length > 0),
    settled,
  );
  return rows.map((row, index) => ({
    values: row,
    isHidden: row.map((_, column) => hidden.has((known.length + index) * width + column)),
  }));
}

/** The first of these counts is the sum of the others. */
function sumIn(counts: readonly Figure[], names: readonly string[]): Sum {
  const [total = -1, ...parts] = names.map((name) => counts.findIndex((figure) => figure.name === name));
  return { total, parts };
}

/** Of rows for campaigns: which source each belongs to, from 0. */
function sourcesOf(groups: readonly KeyedGroup[]): number[] | undefined {
  if (groups[0]?.key.campaign === undefined) return undefined;
  const sources = [...new Set(groups.map(({ key }) => key.source))];
  return groups.map(({ key }) => sources.indexOf(key.source));
}

function sumsOf(rows: readonly (readonly number[])[], sources: readonly number[]): number[][] {
  const grouped = Map.groupBy(rows.keys(), (row) => sources[row] ?? 0);
  return [...grouped.entries()]
    .sort(([a], [b]) => a - b)
    .map(([, own]) => (rows[0] ?? []).map((_, at) => own.reduce((sum, row) => sum + (rows[row]?.[at] ?? 0), 0)));
}
