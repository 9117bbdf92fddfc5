import { StoreUnavailable } from "../../shared/domain/errors.ts";
import type { Commit, Ref } from "../../shared/ports/store.ts";
import { inLanes } from "./lanes.ts";
import { type PlannedRow, planRow } from "./plan-row.ts";
import { readAhead } from "./read-ahead.ts";
import { keysOf, pointsOf, type ReadableRow } from "./readable-row.ts";
import type { ImportChunkDeps, RowContext, RowOutcome } from "./types.ts";
import { planningOf, settle } from "./work-row.ts";

/** Items of one transaction: a post of a new lead waits for no more than it would for two others. */
const ITEMS_TOGETHER = 40;
/** Transactions on their way at once: while the tables take one, the next is put together. */
const PACKS_AT_ONCE = 2;

/**
 * Works rows that have nothing to do with each other many at a time: one read, and several rows in a transaction. Answers what became
 * of each, by its number. A row that is missing there is to be worked alone: it writes what another may write too, or something was in
 * the way of its transaction, and whether that was made will show.
 */
export async function workTogether(
  deps: ImportChunkDeps,
  rows: readonly ReadableRow[],
  context: RowContext,
): Promise<ReadonlyMap<number, RowOutcome>> {
  const done = new Map<number, RowOutcome>();
  const planned = (await unlessUnavailable(() => planAll(deps, rows, context))) ?? [];
  const apart = planned.filter(({ plan }) => plan.isApart);
  await inLanes(
    packs(apart),
    () => [],
    PACKS_AT_ONCE,
    async (pack) => {
      if (!(await isCommitted(deps, pack))) return;
      for (const { readable, plan } of pack) done.set(readable.number, await settle(deps, readable, context, plan));
    },
  );
  return done;
}

interface Planned {
  readonly readable: ReadableRow;
  readonly plan: PlannedRow;
}

async function planAll(
  deps: ImportChunkDeps,
  rows: readonly ReadableRow[],
  context: RowContext,
): Promise<readonly Planned[]> {
  const store = await readAhead(deps.store, refsOf(rows, context));
  return Promise.all(
    rows.map(async (readable) => ({ readable, plan: await planRow(planningOf(deps, store), readable, context) })),
  );
}

/** Rows in their order, as many together as one transaction takes. */
function packs(planned: readonly Planned[]): Planned[][] {
  const all: Planned[][] = [];
  let items = Number.POSITIVE_INFINITY;
  for (const one of planned) {
    const size = sizeOf(one.plan.commit);
    if (items + size > ITEMS_TOGETHER) {
      all.push([]);
      items = 0;
    }
    all.at(-1)?.push(one);
    items += size;
  }
  return all;
}

function sizeOf(commit: Commit | undefined): number {
  return commit === undefined ? 0 : commit.puts.length + commit.events.length;
}

async function isCommitted({ store }: ImportChunkDeps, pack: readonly Planned[]): Promise<boolean> {
  const commits = pack.flatMap(({ plan }) => plan.commit ?? []);
  if (commits.length === 0) return true;
  const puts = commits.flatMap((commit) => commit.puts);
  const events = commits.flatMap((commit) => commit.events);
  return (await unlessUnavailable(() => store.commit({ puts, events }))) === "committed";
}

/** Undefined when the store is in trouble: whoever works the rows alone is more patient. */
async function unlessUnavailable<T>(run: () => Promise<T>): Promise<T | undefined> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof StoreUnavailable) return undefined;
    throw error;
  }
}

/** All that is read of a row about somebody who is not known yet. */
function refsOf(rows: readonly ReadableRow[], { practice: { practiceId } }: RowContext): Ref[] {
  return rows.flatMap(({ rowHash, imported }): Ref[] => [
    { entity: "importRow", key: { practiceId, rowHash } },
    ...pointsOf(imported).flatMap(({ keys }) =>
      keys.map((pointKey): Ref => ({ entity: "contactPoint", key: { practiceId, pointKey } })),
    ),
    ...(imported.submission.externalRefHash === undefined
      ? []
      : [{ entity: "externalRef", key: { practiceId, refHash: imported.submission.externalRefHash } } as const]),
  ]);
}

/** The rows that share no key with one before them. */
export function firstOfTheirKeys(rows: readonly ReadableRow[]): ReadableRow[] {
  const seen = new Set<string>();
  return rows.filter((row) => {
    const keys = keysOf(row);
    const isFirst = keys.every((key) => !seen.has(key));
    for (const key of keys) seen.add(key);
    return isFirst;
  });
}
