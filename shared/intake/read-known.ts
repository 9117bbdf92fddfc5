import type { ContactPoint, ExternalRef, Person } from "../domain/entities/identity.ts";
import type { Lead } from "../domain/entities/lead.ts";
import type { Run } from "../domain/entities/run.ts";
import type { Contact } from "../domain/entities/vault.ts";
import { type LeadId, runIdOf } from "../domain/ids.ts";
import { suppressionOf } from "../domain/suppression/suppression.ts";
import type { Store } from "../ports/store.ts";

/** A lead as it is stored. */
export interface StoredLead {
  readonly lead: Lead;
  readonly contact: Contact | undefined;
  /** The one that the lead is in now. */
  readonly run: Run | undefined;
}

/**
 * The person's current lead, and the one that an external id names. The same id from someone else names none: no lead is
 * lost over a source that reuses its ids.
 */
export async function readLeads(
  store: Store,
  person: Person,
  ref: ExternalRef | undefined,
): Promise<{ current: StoredLead | undefined; referred: StoredLead | undefined }> {
  const named = ref?.personId === person.personId ? ref.leadId : undefined;
  const [current, other] = await Promise.all([
    readLead(store, person, person.leadId),
    named === undefined || named === person.leadId ? undefined : readLead(store, person, named),
  ]);
  return { current, referred: named === person.leadId ? current : other };
}

async function readLead(store: Store, { practiceId }: Person, leadId: LeadId): Promise<StoredLead | undefined> {
  const first = runIdOf(leadId, "new-lead");
  const [lead, contact, firstRun] = await store.readMany([
    { entity: "lead", key: { practiceId, leadId } },
    { entity: "contact", key: { practiceId, leadId } },
    { entity: "run", key: { practiceId, leadId, runId: first } },
  ]);
  if (lead === undefined) return undefined;
  // Few leads of people who write again are in a later run.
  const run = lead.runId === first ? firstRun : await store.read("run", { practiceId, leadId, runId: lead.runId });
  return { lead, contact, run };
}

/** Whether the person opted out on a contact point other than these. */
export async function suppressedElsewhere(
  store: Store,
  { practiceId, points }: Person,
  seen: readonly ContactPoint[],
): Promise<boolean> {
  const unseen = points.filter((key) => !seen.some(({ pointKey }) => pointKey === key));
  if (unseen.length === 0) return false;
  const others = unseen.map((pointKey) => ({ entity: "contactPoint", key: { practiceId, pointKey } }) as const);
  return (await store.readMany(others)).some((point) => point !== undefined && isSuppressed(point));
}

/** No automated contact at all with whoever uses this contact point. */
export function isSuppressed(point: ContactPoint): boolean {
  return suppressionOf(point) === "all";
}
