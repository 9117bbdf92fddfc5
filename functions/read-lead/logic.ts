import type { LeadView } from "../../shared/contracts/lead-api.ts";
import { LeadMissing } from "../../shared/domain/errors.ts";
import { HttpProblem } from "../../shared/platform/http-problem.ts";
import type { Access } from "../../shared/ports/index.ts";
import type { LeadQueries, Store } from "../../shared/ports/store.ts";
import { findLead } from "../../shared/runs/find-lead.ts";
import { leadView } from "../../shared/runs/lead-view.ts";

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
  const lead = await findLead(deps.store, access, posted);
  if (lead === undefined) throw new HttpProblem(404, "lead_not_found", "There is no such lead in your practices.");

  const { practiceId, leadId, runId } = lead;
  const [run, timeline] = await Promise.all([
    deps.store.read("run", { practiceId, leadId, runId }),
    deps.queries.timeline(practiceId, leadId),
  ]);
  if (run === undefined) throw new LeadMissing();
  return leadView(lead, run, timeline);
}
