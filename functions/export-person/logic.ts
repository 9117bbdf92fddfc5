import type { PersonExport } from "../../shared/contracts/person-api.ts";
import type { Lead } from "../../shared/domain/entities/lead.ts";
import { LeadMissing } from "../../shared/domain/errors.ts";
import { findPersonById } from "../../shared/persons/find-person.ts";
import { leadsOfPerson } from "../../shared/persons/leads-of-person.ts";
import { readWords } from "../../shared/persons/read-words.ts";
import { type RecordViewDeps, recordView } from "../../shared/persons/record-view.ts";
import { holdView, wordsView } from "../../shared/persons/views.ts";
import { personErased, personNotFound } from "../../shared/platform/person-problems.ts";
import type { Access, Logger } from "../../shared/ports/index.ts";
import type { LeadQueries, Store } from "../../shared/ports/store.ts";
import { leadView } from "../../shared/runs/lead-view.ts";

/** What exporting a person needs: the vault is read, and nothing is written there. */
export interface ExportPersonDeps extends RecordViewDeps {
  readonly store: Store<"lead" | "run" | "person" | "contact" | "inquiry" | "message" | "inboundText">;
  readonly queries: Pick<LeadQueries, "timeline">;
  readonly logger: Logger;
}

/** A known caller who wants all that is known of a person. */
export interface ExportPersonInput {
  readonly access: Access;
  /** As it stands in the path. */
  readonly personId: string | undefined;
}

/**
 * All that is known of one person, for whoever may ask for it: the person, who has a right to it, or a court. Each lead has it on its
 * timeline before anything of it is read. Throws an `HttpProblem` (404, 410) for who is not there.
 */
export async function exportPerson(deps: ExportPersonDeps, input: ExportPersonInput): Promise<PersonExport> {
  const { access } = input;
  const person = await findPersonById(deps.store, access, input.personId);
  if (person === undefined) throw personNotFound();
  if (person.erasure !== undefined) throw personErased();
  const { practiceId, personId } = person;
  const view = { staffId: access.callerId, reason: "person_exported", via: "api" } as const;
  const leads: PersonExport["leads"] = [];
  // One after the other: each is a commit, and a page of text.
  for (const lead of await leadsOfPerson(deps.store, person)) {
    const viewed = await recordView(deps, lead, view);
    if (viewed !== undefined) leads.push(await exported(deps, viewed));
  }
  deps.logger.info("person exported", { practiceId, count: leads.length });
  const exportedAt = new Date(deps.clock.now()).toISOString();
  return { personId, practiceId, exportedAt, legalHold: holdView(person), leads };
}

async function exported({ store, queries }: ExportPersonDeps, lead: Lead): Promise<PersonExport["leads"][number]> {
  const { practiceId, leadId, runId } = lead;
  const [run, timeline] = await Promise.all([
    store.read("run", { practiceId, leadId, runId }),
    queries.timeline(practiceId, leadId),
  ]);
  if (run === undefined) throw new LeadMissing();
  return { lead: leadView(lead, run, timeline), ...wordsView(await readWords(store, lead, timeline)) };
}
