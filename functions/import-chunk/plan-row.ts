import type { ImportRow } from "../../shared/domain/entities/import.ts";
import { present } from "../../shared/domain/present.ts";
import type { FreshIds } from "../../shared/intake/new-lead.ts";
import { readTraces } from "../../shared/intake/traces.ts";
import type { Commit, Store } from "../../shared/ports/store.ts";
import { matchRow } from "./match-row.ts";
import { ignoredOf } from "./merged-lead.ts";
import { readPoints } from "./named-points.ts";
import { optOutPuts, readListedPoints } from "./opt-outs.ts";
import { planMerge } from "./plan-merge.ts";
import { planNew, type RowFacts } from "./plan-new.ts";
import { pointsOf, type ReadableRow } from "./readable-row.ts";
import type { RowContext, RowOutcome } from "./types.ts";

/** What became of a row that was worked. */
type Settled = Exclude<RowOutcome["is"], "rejected">;

/** What a row makes of the tables. */
export interface PlannedRow {
  readonly is: Settled;
  /** What was not used, seen what is known of the person. */
  readonly warning?: NonNullable<ReturnType<typeof ignoredOf>>;
  /** Absent for a row that was worked before. */
  readonly commit?: Commit;
  /** It writes nothing that a row without a common key may write, too. */
  readonly isApart: boolean;
}

/** What a row is worked with. `now` is when its lead comes into being here, epoch ms. */
export interface PlanDeps {
  readonly store: Store;
  readonly fresh: FreshIds;
  readonly now: number;
}

/** Decides, from what is stored now, what a row makes of the tables. Writes nothing. */
export async function planRow(deps: PlanDeps, readable: ReadableRow, context: RowContext): Promise<PlannedRow> {
  const { practiceId } = context.practice;
  const { number, rowHash } = readable;
  const known = await deps.store.read("importRow", { practiceId, rowHash });
  if (known !== undefined) return { is: settledBefore(known, number, context), isApart: true };
  const { commit, ...planned } =
    context.job.kind === "suppressions"
      ? await planSuppression(deps, readable, context)
      : await planLead(deps, readable, context);
  const { importId } = context.job;
  // Also for what says nothing new: worked again after a crash, a row must count as it did before.
  const remembered: ImportRow = { practiceId, rowHash, version: 1, importId, row: number, outcome: planned.is };
  const puts: Commit["puts"] = [
    ...(commit?.puts ?? []),
    { entity: "importRow", value: remembered, expected: "absent" },
  ];
  return { ...planned, commit: { puts, events: commit?.events ?? [] } };
}

/** This very row was worked before its chunk was cut off; or another row says the same, of this file or of an earlier one. */
function settledBefore({ importId, row, outcome }: ImportRow, number: number, { job }: RowContext): Settled {
  if (importId !== job.importId) return "unchanged";
  return row === number || outcome === "unchanged" ? outcome : "merged";
}

async function planLead(
  { store, fresh, now }: PlanDeps,
  { row, imported }: ReadableRow,
  context: RowContext,
): Promise<PlannedRow> {
  const traces = await readTraces(store, imported.submission, undefined);
  const further = await readPoints(store, imported.further, context);
  const match = await matchRow(store, imported, traces, further);
  const optedOut = row.optOut === undefined ? [] : await readListedPoints(store, row, context);
  const facts: RowFacts = { imported, traces, further, optedOut, context, now };
  if (match.kind === "new") {
    const isApart = match.person === undefined && optedOut.length === 0;
    return { is: "accepted", commit: planNew(facts, match, fresh), isApart };
  }
  const { lead, run } = match.stored;
  const ignored = present<Pick<PlannedRow, "warning">>({ warning: ignoredOf(lead, run, imported) });
  const commit = planMerge(facts, match);
  if (commit !== undefined) return { is: "merged", commit, isApart: false, ...ignored };
  const isRepeated = lead.imported?.importId === context.job.importId;
  return { is: isRepeated ? "merged" : "unchanged", isApart: true, ...ignored };
}

async function planSuppression(
  { store }: PlanDeps,
  { row, imported }: ReadableRow,
  context: RowContext,
): Promise<PlannedRow> {
  const points = await readListedPoints(store, row, context);
  const { job } = context;
  const { puts, isNew } = optOutPuts(points, row.optOut ?? job.options.scope, context);
  // More than what rows are told apart by, such as a number of the practice: another row may name it, too.
  const isApart = points.length === pointsOf(imported).length;
  const isRepeated = points.some(({ stored }) => stored.some(({ suppression }) => suppression?.at === job.createdAt));
  const is = isNew ? "accepted" : isRepeated ? "merged" : "unchanged";
  return { is, commit: { puts, events: [] }, isApart };
}
