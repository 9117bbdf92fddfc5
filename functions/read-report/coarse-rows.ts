import type { ReportGrouping } from "../../shared/contracts/report-api.ts";
import { compactRow, DIMENSIONS, type Dimension, mergeRows, type Row } from "../../shared/domain/reports/rows.ts";

type Filters = Readonly<Partial<Record<Dimension, string>>>;

/** What leads are told apart by, besides the month. What losses were worth depends on the service line. */
const KEPT: Readonly<Record<ReportGrouping | "none", readonly Dimension[]>> = {
  none: ["serviceLine"],
  month: ["serviceLine"],
  serviceLine: ["serviceLine"],
  source: ["source", "serviceLine"],
  channel: ["channel", "serviceLine"],
  campaign: ["source", "campaign", "serviceLine"],
  staff: ["staff", "serviceLine"],
};

/** Made before of these very rows; months that are over keep theirs. */
const made = new WeakMap<readonly Row[], Map<string, readonly Row[]>>();

/** The rows that a report counts, added up as far as its grouping allows: hundreds of a month become a few, and that once. */
export function coarseRows(rows: readonly Row[], by: ReportGrouping | undefined, filters: Filters): readonly Row[] {
  const known = made.get(rows) ?? new Map<string, readonly Row[]>();
  made.set(rows, known);
  const name = JSON.stringify([by, Object.entries(filters).sort(([a], [b]) => (a < b ? -1 : 1))]);
  const before = known.get(name);
  if (before !== undefined) return before;
  const kept = KEPT[by ?? "none"];
  const keyOf = ({ key }: Row) =>
    Object.fromEntries(DIMENSIONS.map((dimension) => [dimension, kept.includes(dimension) ? key[dimension] : ""]));
  const wanted = rows.filter((row) => isWanted(row, filters));
  const coarse = mergeRows(wanted, keyOf as (row: Row) => Row["key"]).map(compactRow);
  known.set(name, coarse);
  return coarse;
}

function isWanted({ key }: Row, filters: Filters): boolean {
  return Object.entries(filters).every(([name, value]) => key[name as Dimension] === value);
}
