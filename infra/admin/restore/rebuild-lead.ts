import type { LeadEvent } from "../../../shared/contracts/events.ts";
import type { ContactPoint, Person } from "../../../shared/domain/entities/identity.ts";
import type { Lead } from "../../../shared/domain/entities/lead.ts";
import type { Contact } from "../../../shared/domain/entities/vault.ts";
import type { PersonId, PracticeId } from "../../../shared/domain/ids.ts";
import { present } from "../../../shared/domain/present.ts";
import { nameKeys } from "../../../shared/intake/name-keys.ts";
import type { KeyRing } from "../../../shared/ports/index.ts";
import type { Put, Store } from "../../../shared/ports/store.ts";
import { withAlert } from "../../../shared/runs/change-run.ts";
import { type ReplayDeps, replayLead } from "./replay-lead.ts";

/** What rebuilding needs besides: the vault, for who the lead is. */
export interface RebuildDeps extends ReplayDeps {
  readonly store: ReplayDeps["store"] & Store;
  readonly ring: KeyRing;
  readonly newPersonId: () => PersonId;
  readonly now: number;
}

type Received = Extract<LeadEvent, { type: "lead.received.v1" }>;

/**
 * Makes a lead of its events that came in after the restore point, where the vault still knows whom it is of. Nobody answers it but people: of
 * its consent there is evidence, but not everything that a decision to send rests on. False where the events or the vault are not enough.
 */
export async function rebuildLead(deps: RebuildDeps, events: readonly LeadEvent[]): Promise<boolean> {
  const [first] = events;
  if (first?.type !== "lead.received.v1") return false;
  const { practiceId, leadId } = first;
  const contact = await deps.store.read("contact", { practiceId, leadId });
  if (contact?.phone === undefined && contact?.email === undefined) return false;
  const personId = deps.newPersonId();
  const name = nameKeys({ contact: present(contact) }, practiceId, deps.ring);
  const points = await pointsOfContact(deps, practiceId, contact, { personId, name });
  const lead = leadOf(first, personId, points);
  const person: Person = {
    practiceId,
    personId,
    version: 1,
    points: points.map(({ value }) => value.pointKey),
    name,
    leadId,
    inquiredAt: lead.receivedAt,
    activeRunId: lead.runId,
  };
  const made = await deps.store.commit({
    puts: [
      { entity: "lead", value: lead, expected: "absent" },
      { entity: "person", value: person, expected: "absent" },
      ...points,
    ],
    events: [{ ...first, version: 1, id: `${leadId}#1` }],
  });
  if (made === "conflict") return false;
  await replayLead(deps, events);
  await leaveToPeople(deps, lead);
  return true;
}

async function pointsOfContact(
  { store, ring }: RebuildDeps,
  practiceId: PracticeId,
  contact: Contact,
  owner: ContactPoint["persons"][number],
): Promise<Put<"contactPoint">[]> {
  const puts: Put<"contactPoint">[] = [];
  for (const kind of ["phone", "email"] as const) {
    const value = contact[kind];
    const [newest, ...older] = value === undefined ? [] : ring.pointKeys(practiceId, kind, value);
    if (newest === undefined) continue;
    const stored = await store.readMany(
      [newest, ...older].map((pointKey) => ({ entity: "contactPoint", key: { practiceId, pointKey } }) as const),
    );
    const known = stored.find((point) => point !== undefined);
    const point: ContactPoint = known ?? { practiceId, pointKey: newest, kind, version: 0, persons: [], ledger: [] };
    puts.push({
      entity: "contactPoint",
      value: { leadId: contact.leadId, ...point, version: point.version + 1, persons: [...point.persons, owner] },
      expected: known?.version ?? "absent",
    });
  }
  return puts;
}

function leadOf(first: Received, personId: PersonId, points: readonly Put<"contactPoint">[]): Lead {
  const { practiceId, leadId, occurredAt, data, mystery } = first;
  const receivedAt = Math.round(occurredAt - (data.intakeMs ?? 0));
  const keyOf = (kind: "phone" | "email") => points.find(({ value }) => value.kind === kind)?.value.pointKey;
  const { phone, email } = { phone: keyOf("phone"), email: keyOf("email") };
  return {
    practiceId,
    leadId,
    personId,
    version: 1,
    status: "unanswered",
    runId: data.runId,
    receivedAt,
    source: {
      channel: data.channel,
      name: data.source,
      ...(data.campaign === undefined ? {} : { campaign: data.campaign }),
    },
    ...(data.serviceLine === undefined ? {} : { serviceLine: data.serviceLine }),
    urgency: "routine",
    relationship: "new",
    language: data.language,
    reach: {
      ...(phone === undefined ? {} : { phone }),
      ...(email === undefined ? {} : { email }),
      zones: data.zones,
      jurisdictions: data.jurisdictions,
    },
    consents: data.consents.map((name) => ({ class: name, at: occurredAt, basis: "post" })),
    inquiries: 1,
    clocks: { startedAt: receivedAt },
    flags: data.flags as Lead["flags"],
    ...(mystery === undefined ? {} : { mystery }),
  };
}

/** Staff are told of it, and nothing is sent by itself. */
async function leaveToPeople({ store, now }: RebuildDeps, { practiceId, leadId }: Lead): Promise<void> {
  const lead = await store.read("lead", { practiceId, leadId });
  const run = lead && (await store.read("run", { practiceId, leadId, runId: lead.runId }));
  if (run === undefined || run.outcome !== undefined) return;
  const told = { ...withAlert(run, "no_automated_channel", now), staffOnlySince: run.staffOnlySince ?? now };
  await store.commit({
    puts: [{ entity: "run", value: { ...told, version: run.version + 1 }, expected: run.version }],
    events: [],
  });
}
