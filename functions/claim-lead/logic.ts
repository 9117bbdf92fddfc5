import { type LeadClaimed, PostClaimSchema } from "../../shared/contracts/lifecycle-api.ts";
import { HttpProblem } from "../../shared/platform/http-problem.ts";
import { readJson } from "../../shared/platform/json-body.ts";
import { leadNotFound } from "../../shared/platform/lead-problems.ts";
import { toldBy, type WorkLeadInput } from "../../shared/platform/work-lead.ts";
import type { PracticeConfigs } from "../../shared/ports/index.ts";
import { type ClaimDeps, claimLead } from "../../shared/runs/claim-lead.ts";
import { findLead } from "../../shared/runs/find-lead.ts";

const INVALID = { code: "invalid_claim", title: "The body is no claim; see its errors." };

/** What claiming needs. */
export type PostClaimDeps = ClaimDeps & { readonly configs: PracticeConfigs };

/** Takes a lead on for a member of staff. Throws an `HttpProblem`: 409 when somebody else has it, or nothing is left to take on. */
export async function postClaim(
  deps: PostClaimDeps,
  input: WorkLeadInput,
): Promise<{ status: 200 | 201; body: LeadClaimed }> {
  const { staffId = input.access.callerId } = readJson(input.body, PostClaimSchema, INVALID);
  const lead = await findLead(deps.store, input.access, input.leadId);
  if (lead === undefined) throw leadNotFound();
  const by = await toldBy(deps.configs, lead, input.access, staffId);
  const claimed = await claimLead(deps, lead, { ...by, staffId });
  switch (claimed.is) {
    case "unknown_lead":
      throw leadNotFound();
    case "taken":
      throw new HttpProblem(409, "already_claimed", "Somebody else has taken the lead on.", {
        detail: `claimed by ${claimed.staffId}`,
      });
    case "settled":
      throw new HttpProblem(409, "lead_settled", "The lead is settled; there is nothing to take on.", {
        detail: `the lead is ${claimed.status}`,
      });
    default:
      return {
        status: claimed.is === "claimed" ? 201 : 200,
        body: { leadId: lead.leadId, staffId, result: claimed.is },
      };
  }
}
