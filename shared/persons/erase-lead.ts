import { appendEvents, type EventDraft } from "../contracts/append-events.ts";
import type { LeadEvent } from "../contracts/events.ts";
import type { Person } from "../domain/entities/identity.ts";
import type { Lead } from "../domain/entities/lead.ts";
import type { Run } from "../domain/entities/run.ts";
import type { LeadId, PointKey, RunId } from "../domain/ids.ts";
import type { Clock, KeyRing } from "../ports/index.ts";
import type { LeadQueries, Store } from "../ports/store.ts";
import { untilCommitted } from "../ports/until-committed.ts";
import { endedRun, finishedDraft, statusAfter, statusDrafts } from "../runs/change-run.ts";
import { ERASING_PATIENCE, eraseWords } from "./erase-words.ts";
import { erasedPuts, type PersonalEntities, type PersonalName } from "./erased-forms.ts";
import { type LeavePointDeps, leavePoint } from "./leave-point.ts";
import { vaultRefs } from "./vault-refs.ts";

/** What erasing needs: both tables, and no right to delete in either. */
export interface EraseDeps extends LeavePointDeps {
  readonly store: Store<"lead" | "run" | "person" | "contactPoint" | PersonalName>;
  readonly queries: Pick<LeadQueries, "timeline">;
  readonly clock: Clock;
}

/** A person whose erasure is under way. */
export type ErasedPerson = Person & { readonly erasure: NonNullable<Person["erasure"]> };

const OUTCOME = "erased";

/**
 * Erases one lead; again without effect, so that whoever continues what a crash left need not know how far it came. First its contact points,
 * then, in one transaction, who it is and whatever would still be sent, and then every word. Answers the person's lead before it.
 */
export async function eraseLead(
  deps: EraseDeps,
  ring: KeyRing,
  person: ErasedPerson,
  leadId: LeadId,
): Promise<LeadId | undefined> {
  const { practiceId, personId } = person;
  const [lead, contact] = await deps.store.readMany([
    { entity: "lead", key: { practiceId, leadId } },
    { entity: "contact", key: { practiceId, leadId } },
  ]);
  if (lead === undefined) return undefined;
  for (const pointKey of pointKeysOf(lead, contact, ring))
    await leavePoint(deps, { practiceId, pointKey }, personId, deps.clock.now());
  await untilCommitted({ ...ERASING_PATIENCE, pause: deps.pause }, () => fence(deps, person, leadId));
  // Whatever is written of the lead from here on finds it erased, so the timeline leads to all that there is.
  const refs = vaultRefs(lead, await deps.queries.timeline(practiceId, leadId));
  await eraseWords(deps, [...refs.inquiries, ...refs.messages, ...refs.texts], deps.clock.now());
  return lead.earlierLeadId;
}

/** The keys of the lead's number and address: those that it is linked to, and every one that they may be stored under. */
function pointKeysOf(
  { practiceId, reach }: Lead,
  contact: PersonalEntities["contact"] | undefined,
  ring: KeyRing,
): ReadonlySet<PointKey> {
  const linked = [reach.phone, reach.email].filter((key) => key !== undefined);
  const possible = (["phone", "email"] as const).flatMap((kind) => {
    const value = contact?.[kind];
    return value === undefined ? [] : ring.pointKeys(practiceId, kind, value);
  });
  return new Set([...linked, ...possible]);
}

/** From here on nothing is sent: a claim that rests on what was there before conflicts, and one that was made is asked again before the call. */
async function fence(
  { store, queries, clock }: EraseDeps,
  { practiceId, personId, erasure }: ErasedPerson,
  leadId: LeadId,
): Promise<undefined | "conflict"> {
  const [lead, contact] = await store.readMany([
    { entity: "lead", key: { practiceId, leadId } },
    { entity: "contact", key: { practiceId, leadId } },
  ]);
  if (lead === undefined || lead.personId !== personId || lead.erasedAt !== undefined) return undefined;
  const runs = await openRuns(store, lead, await queries.timeline(practiceId, leadId));
  const now = clock.now();
  const status = statusAfter(lead, OUTCOME);
  const { because, by } = erasure;
  const drafts: EventDraft[] = [
    { type: "lead.erased.v1", reason: because, data: { because } },
    ...runs.map((run) => finishedDraft(run, OUTCOME)),
    ...statusDrafts(lead, status, OUTCOME),
  ];
  const actor = { kind: because === "requested" ? "staff" : "system", id: by } as const;
  const { version, events } = appendEvents(lead, now, actor, drafts);
  const { zones, jurisdictions } = lead.reach;
  const value: Lead = {
    ...lead,
    status,
    reach: { zones, jurisdictions },
    erasedAt: now,
    version,
  };
  const result = await store.commit({
    puts: [
      { entity: "lead", value, expected: lead.version },
      ...runs.map((run) => endedPut(run)),
      ...erasedPuts("contact", contact, now),
    ],
    events,
  });
  return result === "conflict" ? result : undefined;
}

function endedPut(run: Run) {
  const { staffOnlySince: _over, alerts: _told, ...rest } = endedRun(run, OUTCOME);
  return { entity: "run", value: { ...rest, version: run.version + 1 }, expected: run.version } as const;
}

async function openRuns(
  store: Pick<Store<"run">, "readMany">,
  { practiceId, leadId, runId }: Lead,
  timeline: readonly LeadEvent[],
): Promise<Run[]> {
  const started = timeline.flatMap((event): RunId[] => (event.type === "run.started.v1" ? [event.data.runId] : []));
  const refs = [...new Set([runId, ...started])].map(
    (one) => ({ entity: "run", key: { practiceId, leadId, runId: one } }) as const,
  );
  return (await store.readMany(refs)).filter((run) => run !== undefined && run.outcome === undefined) as Run[];
}
