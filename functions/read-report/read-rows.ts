import type { FactMark, ReportSummary } from "../../shared/domain/entities/report.ts";
import type { PracticeId } from "../../shared/domain/ids.ts";
import { mergeRows, type Row, rowsOf } from "../../shared/domain/reports/rows.ts";
import { ALL_SHARDS, shardOfFact } from "../../shared/domain/reports/shards.ts";
import { partsOf } from "../../shared/domain/reports/summary-text.ts";
import type { Commit, Put, ReportQueries, Store } from "../../shared/ports/store.ts";
import { datesOf, type MonthPart, monthsOf } from "./periods.ts";
import type { RowMemory } from "./row-memory.ts";

/** What reading rows needs. */
export interface ReadRowsDeps {
  readonly store: Pick<Store<"factMark" | "reportSummary">, "readMany" | "commit">;
  readonly queries: ReportQueries;
  readonly memory: RowMemory;
}

/** The rows of a month, or of the part of it that was asked for. */
export interface MonthRows extends MonthPart {
  readonly rows: readonly Row[];
}

interface Wanted {
  readonly practiceId: PracticeId;
  readonly from: string;
  readonly to: string;
  /** The practice's calendar day now: what is over is summed up for good, until something of it changes. */
  readonly today: string;
}

type Parts = readonly ReportSummary[];

/** Shards of a day that are read one by one; of more, the whole day is read. */
const FEW_SHARDS = 4;

/** The rows of a period, month by month: from summaries, and from facts for days that changed since. */
export async function readRows(deps: ReadRowsDeps, wanted: Wanted): Promise<MonthRows[]> {
  const { practiceId, from, to } = wanted;
  const marks = await deps.queries.changedDays(practiceId, from, to);
  const changed = [...new Set(marks.map(({ date }) => date))];
  const months = monthsOf(from, to);
  const heads = await readHeads(deps, wanted, months);
  return Promise.all(
    months.map(async (month) => {
      const days = changed.filter((date) => date.startsWith(month.month));
      const head = isOver(month, wanted) && days.length === 0 ? heads.get(month.month) : undefined;
      const known = head?.stale === true ? undefined : head && deps.memory.ofHead(head);
      return { ...month, rows: known ?? (await readMonth(deps, wanted, month, days, heads)) };
    }),
  );
}

type Heads = ReadonlyMap<string, ReportSummary>;

/** The first parts of all summaries that may be needed, by one request: they tell whether what was read before still holds. */
async function readHeads({ store }: ReadRowsDeps, wanted: Wanted, months: readonly MonthPart[]): Promise<Heads> {
  const { practiceId } = wanted;
  const periods = months.flatMap((month) => (isOver(month, wanted) ? [month.month] : datesOf(month)));
  const heads = await store.readMany(
    periods.map((period) => ({ entity: "reportSummary", key: { practiceId, period, part: 0 } }) as const),
  );
  return new Map(heads.flatMap((head): [string, ReportSummary][] => (head === undefined ? [] : [[head.period, head]])));
}

async function readMonth(
  deps: ReadRowsDeps,
  wanted: Wanted,
  month: MonthPart,
  changed: readonly string[],
  heads: Heads,
): Promise<readonly Row[]> {
  const { practiceId, today } = wanted;
  const anew = new Map<string, readonly Row[]>();
  let isSettled = true;
  for (const date of changed) {
    const { rows, saved } = await sumUpDay(deps, practiceId, date, date < today);
    anew.set(date, rows);
    isSettled &&= saved;
  }
  const mayKeep = isOver(month, wanted) && isSettled;
  // Its version is read before the days are: a day that is summed up anew in between raises it.
  const kept = mayKeep ? await deps.queries.summaries(practiceId, month.month) : [];
  const known = kept.some(({ stale }) => stale) ? undefined : deps.memory.ofParts(kept);
  if (known !== undefined) return known;

  const rows = [...(await readDays(deps, wanted, month, anew, heads)), ...[...anew.values()].flat()];
  if (!mayKeep) return rows;
  const merged = mergeRows(rows);
  await deps.store.commit(commitOf(partPuts(practiceId, month.month, merged, kept)));
  return merged;
}

/** The rows of the days of a month but for those that were summed up anew. */
async function readDays(
  { queries, memory }: ReadRowsDeps,
  { practiceId }: Wanted,
  month: MonthPart,
  anew: ReadonlyMap<string, unknown>,
  heads: Heads,
): Promise<readonly Row[]> {
  const own = datesOf(month).flatMap((date) => heads.get(date) ?? []);
  const wanted = own.filter(({ period }) => !anew.has(period));
  const known = wanted.map((head) => memory.ofHead(head));
  if (own.length > 0 && known.every((rows) => rows !== undefined))
    return memory.ofHeads(wanted, () => mergeRows(known.flat()));
  const parts = await queries.summaries(practiceId, month.month, month);
  const days = [...Map.groupBy(parts, ({ period }) => period)];
  return days.flatMap(([date, ofDay]) => (anew.has(date) ? [] : (memory.ofParts(ofDay) ?? [])));
}

/** All of it is in the period and over, so that its rows are kept. */
const isOver = ({ isWhole, to }: MonthPart, { today }: Wanted) => isWhole && to < today;

/** A day from its facts. `saved`: the summary is stored, and its marks are cleared; somebody else may have been first. */
async function sumUpDay(
  { store, queries, memory }: ReadRowsDeps,
  practiceId: PracticeId,
  date: string,
  isPast: boolean,
): Promise<{ rows: readonly Row[]; saved: boolean }> {
  const month = date.slice(0, "YYYY-MM".length);
  // All of them, and before the facts: whatever changes after this raises the version of a mark, and the commit fails.
  const marks = await store.readMany(
    ALL_SHARDS.map((shard) => ({ entity: "factMark", key: { practiceId, date, shard } }) as const),
  );
  const rows = await readFacts(
    { queries, memory },
    marks.filter((mark) => mark !== undefined),
  );
  if (!isPast) return { rows, saved: false };
  const [parts, [head]] = await Promise.all([
    queries.summaries(practiceId, month, { from: date, to: date }),
    store.readMany([{ entity: "reportSummary", key: { practiceId, period: month, part: 0 } }]),
  ]);
  const version = (head?.version ?? 0) + 1;
  const stale: ReportSummary = { practiceId, period: month, part: 0, parts: 1, version, stale: true, rows: "" };
  const puts: Put<"factMark" | "reportSummary">[] = [
    ...partPuts(practiceId, date, rows, parts),
    { entity: "reportSummary", value: stale, expected: head?.version ?? "absent" },
  ];
  for (const mark of marks) {
    if (mark?.changed !== true) continue;
    const value = { ...mark, version: mark.version + 1, changed: false };
    puts.push({ entity: "factMark", value, expected: mark.version });
  }
  return { rows, saved: (await store.commit(commitOf(puts))) === "committed" };
}

/** The rows of a day's facts. Only those whose mark changed since they were read last are read. */
async function readFacts(
  { queries, memory }: Pick<ReadRowsDeps, "queries" | "memory">,
  marks: readonly FactMark[],
): Promise<readonly Row[]> {
  const [first] = marks;
  if (first === undefined) return [];
  const { practiceId, date } = first;
  const changed = marks.filter((mark) => memory.ofMark(mark) === undefined);
  const ofDay = changed.length > FEW_SHARDS ? queries.facts(practiceId, date) : undefined;
  const factsOf = async (shard: number) =>
    ofDay === undefined
      ? queries.facts(practiceId, date, shard)
      : (await ofDay).filter(({ leadId }) => shardOfFact(leadId) === shard);
  const rows = await Promise.all(
    marks.map(async (mark) => memory.ofMark(mark) ?? memory.ofMark(mark, rowsOf(await factsOf(mark.shard)))),
  );
  return rows.flat();
}

function partPuts(practiceId: PracticeId, period: string, rows: readonly Row[], stored: Parts): Put<"reportSummary">[] {
  const version = Math.max(0, ...stored.map((part) => part.version)) + 1;
  return partsOf(practiceId, period, version, rows).map((value) => {
    const expected = stored.find(({ part }) => part === value.part)?.version ?? "absent";
    return { entity: "reportSummary", value, expected };
  });
}

const commitOf = (puts: Put<"factMark" | "reportSummary">[]): Commit<"factMark" | "reportSummary"> => ({
  puts,
  events: [],
});
