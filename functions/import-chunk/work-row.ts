import { LeadIdSchema, PersonIdSchema } from "../../shared/domain/ids.ts";
import type { Store } from "../../shared/ports/store.ts";
import { untilCommitted } from "../../shared/ports/until-committed.ts";
import { endPeopleBehind } from "./opt-outs.ts";
import { type PlanDeps, type PlannedRow, planRow } from "./plan-row.ts";
import type { ReadableRow } from "./readable-row.ts";
import type { ImportChunkDeps, RowContext, RowOutcome } from "./types.ts";

/** Failures of the store that one row outlasts; after that the chunk is tried again. */
const OUTLASTED_FAILURES = 3;

/** Works one row in one transaction. The same row again, after a crash or in another import, finds what it has done. */
export async function workRow(deps: ImportChunkDeps, readable: ReadableRow, context: RowContext): Promise<RowOutcome> {
  const planning = planningOf(deps, deps.store);
  const plan = await untilCommitted({ pause: deps.pause, failures: OUTLASTED_FAILURES }, async () => {
    const planned = await planRow({ ...planning, now: deps.clock.now() }, readable, context);
    const { commit } = planned;
    return commit !== undefined && (await deps.store.commit(commit)) === "conflict" ? "conflict" : planned;
  });
  return settle(deps, readable, context, plan);
}

/** What a row is planned with: the ids are its own, however often it is planned. */
export function planningOf({ clock, ids }: ImportChunkDeps, store: Store): PlanDeps {
  const now = clock.now();
  const fresh = { leadId: LeadIdSchema.parse(ids.ulid(now)), personId: PersonIdSchema.parse(ids.ulid(now)) };
  return { store, fresh, now };
}

/** Does what follows once a row is in the tables, and answers what became of it. */
export async function settle(
  deps: ImportChunkDeps,
  { row, imported }: ReadableRow,
  context: RowContext,
  { is, warning }: Pick<PlannedRow, "is" | "warning">,
): Promise<RowOutcome> {
  if (row.optOut === "all") await endPeopleBehind(deps, row, context);
  const warnings = warning === undefined ? imported.warnings : [...imported.warnings, warning];
  return { is, optOut: row.optOut !== undefined, warnings: context.job.kind === "leads" ? warnings : [] };
}
