import { type CallRecorded, PostCallSchema } from "../../shared/contracts/lifecycle-api.ts";
import type { Lead } from "../../shared/domain/entities/lead.ts";
import { HttpProblem } from "../../shared/platform/http-problem.ts";
import { readJson } from "../../shared/platform/json-body.ts";
import { leadNotFound } from "../../shared/platform/lead-problems.ts";
import { momentProblem, toldBy, type WorkLeadInput } from "../../shared/platform/work-lead.ts";
import type { LeadQueries } from "../../shared/ports/store.ts";
import { findLead } from "../../shared/runs/find-lead.ts";
import { type CallDeps, recordCall } from "../../shared/runs/record-call.ts";
import { momentOfTold } from "../../shared/runs/told-by.ts";

const INVALID = { code: "invalid_call", title: "The body is no record of a call; see its errors." };

/** What recording a posted call needs. */
export interface PostCallDeps extends CallDeps {
  readonly queries: Pick<LeadQueries, "timeline">;
}

/**
 * Records an attempt of staff to call a lead; a connected one is human contact at its time. The same attempt again, told by its time, changes
 * nothing. Throws an `HttpProblem` (4xx) for what may not be.
 */
export async function postCall(deps: PostCallDeps, input: WorkLeadInput): Promise<CallRecorded> {
  const { outcome, at: text, staffId } = readJson(input.body, PostCallSchema, INVALID);
  const lead = await findLead(deps.store, input.access, input.leadId);
  if (lead === undefined) throw leadNotFound();
  const at = text === undefined ? undefined : Date.parse(text);
  const code = momentProblem(at, lead, deps.clock.now());
  if (code !== undefined) throw new HttpProblem(422, INVALID.code, INVALID.title, { errors: [{ path: "at", code }] });
  const by = await toldBy(deps.configs, lead, input.access, staffId);
  // Without a time there is nothing to tell one attempt from another by.
  const isKnown = async (current: Lead) =>
    at !== undefined &&
    (await deps.queries.timeline(lead.practiceId, lead.leadId)).some(
      (event) =>
        event.type === "call.attempted.v1" &&
        event.data.outcome === outcome &&
        event.data.staffId === staffId &&
        event.data.at === momentOfTold(current, at, deps.clock.now()),
    );
  const recorded = await recordCall(deps, lead, { outcome, at }, by, isKnown);
  if (recorded.is === "unknown_lead") throw leadNotFound();
  return { leadId: lead.leadId, outcome, status: recorded.status };
}
