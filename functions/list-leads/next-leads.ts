import type { Lead } from "../../shared/domain/entities/lead.ts";
import type { PracticeId } from "../../shared/domain/ids.ts";
import type { Store, WorkQueue } from "../../shared/ports/store.ts";
import type { Place, Position, QueueQuery } from "./read-query.ts";

/** What reading the work queue needs. */
export interface QueueDeps {
  readonly store: Pick<Store<"lead" | "run">, "readMany">;
  readonly queue: WorkQueue;
}

/** Pages read for one answer, at most: the index may be full of leads that have moved on since. */
const MAX_ROUNDS = 10;

/** One status's part of the queue, as far as it was read. */
interface ReadQueue {
  readonly queue: Position["queues"][number];
  readonly leads: readonly Lead[];
  /** Where it goes on; undefined at its end. */
  readonly next: string | undefined;
}

/**
 * The next leads of the queue, the oldest first whatever their status, and where to go on. The index may lag: a lead is shown where it
 * stands now, and not where the index still has it.
 */
export async function nextLeads(
  deps: QueueDeps,
  practiceId: PracticeId,
  { position: start, limit }: QueueQuery,
): Promise<{ leads: readonly Lead[]; position: Position }> {
  let position = start;
  for (let round = 0; round < MAX_ROUNDS && position.queues.length > 0; round += 1) {
    const { after } = position;
    const read = await Promise.all(position.queues.map((queue) => readQueue(deps, practiceId, queue, limit)));
    const unseen = read.flatMap(({ leads }) => leads.filter((lead) => after === undefined || isAfter(lead, after)));
    // What comes after the end of one page may be older than what the page of another status ends with.
    const ends = read.flatMap(({ leads, next }) => (next === undefined ? [] : [leads.at(-1)]));
    const leads = unseen
      .filter((lead) => ends.every((end) => end !== undefined && !isAfter(lead, placeOf(end))))
      .sort(byPlace)
      .slice(0, limit);
    position = movedOn(read, leads.at(-1), after);
    if (leads.length > 0) return { leads, position };
  }
  return { leads: [], position };
}

async function readQueue(
  { store, queue: index }: QueueDeps,
  practiceId: PracticeId,
  queue: Position["queues"][number],
  limit: number,
): Promise<ReadQueue> {
  const { items, cursor: next } = await index.leadsIn(practiceId, queue.status, { cursor: queue.cursor, limit });
  const read = await store.readMany(items.map((leadId) => ({ entity: "lead", key: { practiceId, leadId } }) as const));
  const leads = read.filter((lead) => lead !== undefined && lead.status === queue.status && isWork(lead));
  return { queue, leads: (leads as Lead[]).sort(byPlace), next };
}

/** A test of our own is nobody's work, and nor is whoever was erased. */
function isWork({ mystery, erasedAt }: Lead): boolean {
  return mystery !== true && erasedAt === undefined;
}

/** Every part goes on after what was shown of it; one that was shown to its end is done. */
function movedOn(read: readonly ReadQueue[], last: Lead | undefined, before: Place | undefined): Position {
  const after = last === undefined ? before : placeOf(last);
  const queues = read.flatMap(({ queue, leads, next }) => {
    const isShown = leads.every((lead) => after !== undefined && !isAfter(lead, after));
    if (!isShown) return [queue];
    return next === undefined ? [] : [{ status: queue.status, cursor: next }];
  });
  return { ...(after === undefined ? {} : { after }), queues };
}

function placeOf({ clocks, leadId }: Lead): Place {
  return { at: clocks.startedAt, leadId };
}

function isAfter(lead: Lead, place: Place): boolean {
  return lead.clocks.startedAt > place.at || (lead.clocks.startedAt === place.at && lead.leadId > place.leadId);
}

function byPlace(a: Lead, b: Lead): number {
  return isAfter(a, placeOf(b)) ? 1 : -1;
}
