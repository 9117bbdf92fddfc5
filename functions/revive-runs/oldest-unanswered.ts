import type { Run } from "../../shared/domain/entities/run.ts";
import type { DeferReason } from "../../shared/domain/vocabulary.ts";
import type { LeadQueries, OperationalName, Store } from "../../shared/ports/store.ts";

/** Leads looked at, the longest waiting first; more than these wait for a morning only where no alarm would help. */
const MAX_LOOKED_AT = 200;
const PAGE = 25;

/** What a lead may wait for without anybody being late. A switch that was left `paused` is not among it. */
const LAWFUL: DeferReason = "quiet_hours";

/**
 * Since when the lead waits that waits longest for its first response, ms, those left out that quiet hours hold back: a number that is
 * texted at night waits for the morning, and nobody should be woken for that. Undefined when there is none.
 */
export async function oldestUnanswered(
  store: Store<OperationalName> & LeadQueries,
  now: number,
): Promise<number | undefined> {
  const waiting = await store.unansweredLeads(MAX_LOOKED_AT);
  for (let start = 0; start < waiting.length; start += PAGE) {
    const page = waiting.slice(start, start + PAGE);
    const read = await store.readMany(page.map((key) => ({ entity: "lead", key }) as const));
    // The index may lag behind the lead: decide by what is stored.
    const leads = read.flatMap((lead) => (lead?.status === "unanswered" ? [lead] : []));
    const runs = await store.readMany(
      leads.map(({ practiceId, leadId, runId }) => ({ entity: "run", key: { practiceId, leadId, runId } }) as const),
    );
    const late = leads.find((_, index) => !isHeldBack(runs[index], now));
    if (late !== undefined) return late.clocks.startedAt;
  }
  return undefined;
}

function isHeldBack(run: Run | undefined, now: number): boolean {
  return Object.values(run?.steps ?? {}).some(
    ({ state, reason, notBefore = 0 }) => state === "deferred" && reason === LAWFUL && notBefore > now,
  );
}
