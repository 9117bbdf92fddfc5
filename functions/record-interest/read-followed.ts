import type { Person } from "../../shared/domain/entities/identity.ts";
import type { Lead } from "../../shared/domain/entities/lead.ts";
import type { Run } from "../../shared/domain/entities/run.ts";
import type { LeadId, PracticeId, RunId } from "../../shared/domain/ids.ts";
import type { Store } from "../../shared/ports/store.ts";

/** What a link says: the lead, and the run whose email asked. */
export interface LinkIds {
  readonly practiceId: PracticeId;
  readonly leadId: LeadId;
  readonly runId: RunId;
}

/** A person with the lead that is worked for them now, and its run. */
export interface Followed {
  readonly person: Person;
  readonly lead: Lead;
  readonly run: Run;
}

type Reads = Pick<Store<"lead" | "run" | "person">, "read">;

/** The lead that a link was for; undefined once it was erased. */
export async function readLead(store: Reads, { practiceId, leadId }: LinkIds): Promise<Lead | undefined> {
  const lead = await store.read("lead", { practiceId, leadId });
  return lead?.erasedAt === undefined ? lead : undefined;
}

/** What is worked for the person of a lead now: their newest lead, which took over from this one if it is another. */
export async function readFollowed(store: Reads, asked: Lead): Promise<Followed | undefined> {
  const { practiceId, personId } = asked;
  const person = await store.read("person", { practiceId, personId });
  if (person === undefined || person.erasure !== undefined) return undefined;
  const { leadId } = person;
  const lead = leadId === asked.leadId ? asked : await store.read("lead", { practiceId, leadId });
  const run = lead && (await store.read("run", { practiceId, leadId, runId: lead.runId }));
  return lead && run && { person, lead, run };
}
