import type { LeadView } from "../../shared/contracts/lead-api.ts";
import type { Lead } from "../../shared/domain/entities/lead.ts";
import { LeadMissing } from "../../shared/domain/errors.ts";
import { type LeadId, LeadIdSchema } from "../../shared/domain/ids.ts";
import { HttpProblem } from "../../shared/platform/http-problem.ts";
import type { Access } from "../../shared/ports/index.ts";
import type { LeadQueries, Store } from "../../shared/ports/store.ts";
import { viewOf } from "./view.ts";

/** What reading a lead needs: the operational table alone, so that no contact data can be shown. */
export interface ReadLeadDeps {
  readonly store: Pick<Store<"lead" | "run">, "read" | "readMany">;
  readonly queries: Pick<LeadQueries, "timeline">;
}

/** A known caller's question about one lead. */
export interface ReadLeadInput {
  readonly access: Access;
  /** As it stands in the path. */
  readonly leadId: string | undefined;
}

/** Answers where a lead stands and how it got there; 404 for what is not the caller's to see. */
export async function readLead(deps: ReadLeadDeps, { access, leadId: posted }: ReadLeadInput): Promise<LeadView> {
  const leadId = LeadIdSchema.safeParse(posted);
  const lead = leadId.success ? await findLead(deps.store, access, leadId.data) : undefined;
  if (lead === undefined) throw new HttpProblem(404, "lead_not_found", "There is no such lead in your practices.");

  const { practiceId, runId } = lead;
  const [run, timeline] = await Promise.all([
    deps.store.read("run", { practiceId, leadId: lead.leadId, runId }),
    deps.queries.timeline(practiceId, lead.leadId),
  ]);
  if (run === undefined) throw new LeadMissing();
  return viewOf(lead, run, timeline);
}

/** The id does not say which practice it belongs to, so that a leaked one says nothing: ask in each of the caller's. */
async function findLead(store: ReadLeadDeps["store"], access: Access, leadId: LeadId): Promise<Lead | undefined> {
  const refs = access.practiceIds.map((practiceId) => ({ entity: "lead", key: { practiceId, leadId } }) as const);
  if (refs.length === 0) return undefined;
  return (await store.readMany(refs)).find((lead) => lead !== undefined);
}
