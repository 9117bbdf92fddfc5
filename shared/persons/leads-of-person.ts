import type { Person } from "../domain/entities/identity.ts";
import type { Lead } from "../domain/entities/lead.ts";
import type { LeadId } from "../domain/ids.ts";
import type { Store } from "../ports/store.ts";

/** Every lead of a person, the newest first. Each names the one before it, so that no list grows and no index lags. */
export async function leadsOfPerson(
  store: Pick<Store<"lead">, "read">,
  { practiceId, leadId }: Pick<Person, "practiceId" | "leadId">,
): Promise<Lead[]> {
  const leads: Lead[] = [];
  let next: LeadId | undefined = leadId;
  while (next !== undefined) {
    const lead: Lead | undefined = await store.read("lead", { practiceId, leadId: next });
    if (lead !== undefined) leads.push(lead);
    next = lead?.earlierLeadId;
  }
  return leads;
}
