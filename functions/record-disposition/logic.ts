import type { DispositionRecorded } from "../../shared/contracts/lifecycle-api.ts";
import { leadNotFound } from "../../shared/platform/lead-problems.ts";
import { toldBy, type WorkLeadInput } from "../../shared/platform/work-lead.ts";
import { findLead } from "../../shared/runs/find-lead.ts";
import { recordDisposition } from "../../shared/runs/record-disposition.ts";
import type { LifecycleDeps } from "../../shared/runs/told-by.ts";
import { illegalMove } from "./problems.ts";
import { checkMoments, readDisposition } from "./read-disposition.ts";

/** Records what came of a lead; the same said again is answered 200. Throws an `HttpProblem` (4xx) for what may not be. */
export async function postDisposition(
  deps: LifecycleDeps,
  input: WorkLeadInput,
): Promise<{ status: 200 | 201; body: DispositionRecorded }> {
  const { staffId, ...told } = readDisposition(input.body);
  const lead = await findLead(deps.store, input.access, input.leadId);
  if (lead === undefined) throw leadNotFound();
  checkMoments(told, lead, deps.clock.now());
  const by = await toldBy(deps.configs, lead, input.access, staffId);
  const recorded = await recordDisposition(deps, lead, told, by);
  const { disposition } = told;
  switch (recorded.is) {
    case "unknown_lead":
      throw leadNotFound();
    case "illegal":
      throw illegalMove(recorded.from, disposition);
    default:
      return {
        status: recorded.is === "recorded" ? 201 : 200,
        body: { leadId: lead.leadId, disposition, result: recorded.is, status: recorded.status },
      };
  }
}
