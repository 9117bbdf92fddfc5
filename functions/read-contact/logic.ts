import type { LeadContact } from "../../shared/contracts/person-api.ts";
import { isBeingErased } from "../../shared/persons/being-erased.ts";
import { readWords } from "../../shared/persons/read-words.ts";
import { type RecordViewDeps, recordView } from "../../shared/persons/record-view.ts";
import { wordsView } from "../../shared/persons/views.ts";
import { leadNotFound } from "../../shared/platform/lead-problems.ts";
import { personErased } from "../../shared/platform/person-problems.ts";
import type { Access } from "../../shared/ports/index.ts";
import type { LeadQueries, Store } from "../../shared/ports/store.ts";
import { findLead } from "../../shared/runs/find-lead.ts";

/** What showing a lead's contact data needs: the vault is read, and nothing is written there. */
export interface ReadContactDeps extends RecordViewDeps {
  readonly store: Store<"lead" | "person" | "contact" | "inquiry" | "message" | "inboundText">;
  readonly queries: Pick<LeadQueries, "timeline">;
}

/** A known caller who wants to see who a lead is. */
export interface ReadContactInput {
  readonly access: Access;
  /** As it stands in the path. */
  readonly leadId: string | undefined;
}

/** Shows who a lead is and what was written, once it is on the timeline who looked. Throws an `HttpProblem` (404, 410) for what is not there to see. */
export async function readContact(deps: ReadContactDeps, input: ReadContactInput): Promise<LeadContact> {
  const { access } = input;
  const found = await findLead(deps.store, access, input.leadId);
  if (found === undefined) throw leadNotFound();
  if (await isBeingErased(deps.store, found)) throw personErased();
  const lead = await recordView(deps, found, { staffId: access.callerId, reason: "contact_read", via: "api" });
  if (lead === undefined) throw leadNotFound();
  const { practiceId, leadId, personId } = lead;
  const words = await readWords(deps.store, lead, await deps.queries.timeline(practiceId, leadId));
  return { leadId, practiceId, personId, ...wordsView(words) };
}
