import { type CallRecorded, PostCallSchema } from "../../shared/contracts/lifecycle-api.ts";
import { HttpProblem } from "../../shared/platform/http-problem.ts";
import { readJson } from "../../shared/platform/json-body.ts";
import { leadNotFound } from "../../shared/platform/lead-problems.ts";
import { momentProblem, toldBy, type WorkLeadInput } from "../../shared/platform/work-lead.ts";
import { findLead } from "../../shared/runs/find-lead.ts";
import { type CallDeps, recordCall } from "../../shared/runs/record-call.ts";

const INVALID = { code: "invalid_call", title: "The body is no record of a call; see its errors." };

/** Records an attempt of staff to call a lead; a connected one is human contact at its time. Throws an `HttpProblem` (4xx) for what may not be. */
export async function postCall(deps: CallDeps, input: WorkLeadInput): Promise<CallRecorded> {
  const { outcome, at: text, staffId } = readJson(input.body, PostCallSchema, INVALID);
  const lead = await findLead(deps.store, input.access, input.leadId);
  if (lead === undefined) throw leadNotFound();
  const at = text === undefined ? undefined : Date.parse(text);
  const code = momentProblem(at, lead, deps.clock.now());
  if (code !== undefined) throw new HttpProblem(422, INVALID.code, INVALID.title, { errors: [{ path: "at", code }] });
  const by = await toldBy(deps.configs, lead, input.access, staffId);
  const recorded = await recordCall(deps, lead, { outcome, at }, by);
  if (recorded.is === "unknown_lead") throw leadNotFound();
  return { leadId: lead.leadId, outcome, status: recorded.status };
}
