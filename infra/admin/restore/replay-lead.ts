import { isDeepStrictEqual } from "node:util";
import type { LeadEvent } from "../../../shared/contracts/events.ts";
import type { ContactPoint } from "../../../shared/domain/entities/identity.ts";
import type { RunId, TouchId } from "../../../shared/domain/ids.ts";
import type { LeadQueries, OperationalName, Store } from "../../../shared/ports/store.ts";
import { untilCommitted } from "../../../shared/ports/until-committed.ts";
import { pointsOf } from "../../../shared/runs/points-of.ts";
import { applyEvent } from "./apply-event.ts";
import { applyLate } from "./apply-late.ts";
import { putsBetween, type RestoredLead } from "./restored-lead.ts";

/** What replaying needs. */
export interface ReplayDeps {
  readonly store: Store<OperationalName> & Pick<LeadQueries, "timeline">;
}

/** What became of the events of a lead; `unknown`: the table holds no such lead. */
export type Replayed = { readonly is: "replayed"; readonly applied: number } | { readonly is: "unknown" };

/** Events in one transaction: each may change a touch, a provider's id and a contact point besides itself. */
const PER_COMMIT = 20;

/**
 * Puts back what the events of a lead tell and its table does not, with the events themselves. Again, it finds nothing to do: an event that the
 * table holds is left out. An event keeps its number unless another took that since, or one before it is lost.
 */
export async function replayLead(deps: ReplayDeps, events: readonly LeadEvent[]): Promise<Replayed> {
  const [{ practiceId, leadId }] = events as [LeadEvent];
  /** What the table held when this began: numbers up to it that are told otherwise were taken since by something else. */
  let heldUpTo: number | undefined;
  for (let applied = 0; ; ) {
    const done = await untilCommitted({ failures: 3 }, async () => {
      const timeline = await deps.store.timeline(practiceId, leadId);
      const isStored = (event: LeadEvent) => timeline.some((stored) => isSame(stored, event));
      const missing = events.filter((event) => !isStored(event));
      const state = await readLead(deps, missing.slice(0, PER_COMMIT));
      if (state === undefined) return "unknown";
      if (missing.length === 0) return 0;
      heldUpTo ??= state.lead.version;
      // Later ones may have been put back before: by an earlier run, from an archive with a gap.
      const putBackUpTo = Math.max(0, ...events.filter(isStored).map(({ version }) => version));
      return commitSome(deps, state, missing.slice(0, PER_COMMIT), Math.max(heldUpTo, putBackUpTo));
    });
    if (done === "unknown") return { is: "unknown" };
    if (done === 0) return { is: "replayed", applied };
    applied += done;
  }

  async function commitSome(
    { store }: ReplayDeps,
    before: RestoredLead,
    some: readonly LeadEvent[],
    held: number,
  ): Promise<number | "conflict"> {
    const after = some.reduce(
      (state, event) => (event.version > held ? applyEvent(state, event) : applyLate(state, event)),
      before,
    );
    const numbered = some.map((event, index) => {
      const version = before.lead.version + index + 1;
      return { ...event, version, id: `${leadId}#${version}` };
    });
    const version = before.lead.version + some.length;
    const lead = { entity: "lead", value: { ...after.lead, version }, expected: before.lead.version } as const;
    const result = await store.commit({ puts: [lead, ...putsBetween(before, after)], events: numbered });
    return result === "conflict" ? result : some.length;
  }

  async function readLead({ store }: ReplayDeps, some: readonly LeadEvent[]): Promise<RestoredLead | undefined> {
    const lead = await store.read("lead", { practiceId, leadId });
    if (lead === undefined) return undefined;
    const person = await store.read("person", { practiceId, personId: lead.personId });
    const runIds = new Set<RunId>([lead.runId, ...some.flatMap(({ data }) => ("runId" in data ? [data.runId] : []))]);
    const touchIds = new Set<TouchId>(some.flatMap(({ data }) => ("touchId" in data ? [data.touchId] : [])));
    const messageIds = new Set(some.flatMap(({ data }) => ("messageId" in data ? [data.messageId] : [])));
    const providerIds = new Set(
      some.flatMap(({ data }) => ("touchId" in data && "providerId" in data ? [String(data.providerId)] : [])),
    );
    const read = <T>(ids: Iterable<T>, one: (id: T) => Promise<unknown>) => Promise.all([...ids].map(one));
    const [runs, touches, inbound, refs, points] = await Promise.all([
      read(runIds, (runId) => store.read("run", { practiceId, leadId, runId })),
      read(touchIds, (touchId) => store.read("touch", { practiceId, leadId, touchId })),
      read(messageIds, (messageId) => store.read("inbound", { practiceId, messageId })),
      read(providerIds, (providerId) => store.read("providerRef", { providerId })),
      pointsOf(store, lead, person),
    ]);
    return {
      lead,
      person,
      runs: byKey(runs, "runId") as RestoredLead["runs"],
      touches: byKey(touches, "touchId") as RestoredLead["touches"],
      inbound: byKey(inbound, "messageId") as RestoredLead["inbound"],
      providerRefs: byKey(refs, "providerId") as RestoredLead["providerRefs"],
      points: byKey(points, "pointKey") as Readonly<Record<string, ContactPoint>>,
    };
  }
}

function isSame(stored: LeadEvent, event: LeadEvent): boolean {
  return (
    stored.type === event.type && stored.occurredAt === event.occurredAt && isDeepStrictEqual(stored.data, event.data)
  );
}

function byKey(found: readonly unknown[], key: string): Record<string, unknown> {
  const known = found.filter((one) => one !== undefined) as Record<string, unknown>[];
  return Object.fromEntries(known.map((one) => [String(one[key]), one]));
}
