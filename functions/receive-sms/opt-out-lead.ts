import type { EventDraft } from "../../shared/contracts/append-events.ts";
import type { Lead } from "../../shared/domain/entities/lead.ts";
import type { Run } from "../../shared/domain/entities/run.ts";
import { endedRun, endingDrafts, statusDrafts, untoldAlerts } from "../../shared/runs/change-run.ts";
import type { LeadChange } from "./lead-change.ts";

/** The event that says that automated contact ended with this lead. */
export function optedOutDraft(at: number): EventDraft {
  return { type: "contact.opted_out.v1", reason: "text_message", data: { scope: "all", via: "sms", at } };
}

/**
 * Ends the follow-up of a lead whose person opted out. What staff were still to be told is told, and then the run ends by itself;
 * a booking stays one.
 */
export function optOutLead(lead: Lead, run: Run): LeadChange {
  if (lead.status === "opted_out" || lead.status === "booked") return { lead, run, drafts: [] };
  const { staffOnlySince: _over, ...rest } = run;
  const after: Lead = { ...lead, status: "opted_out" };
  if (run.outcome !== undefined || untoldAlerts(run).length > 0)
    return { lead: after, run: rest, drafts: statusDrafts(lead, "opted_out", "opted_out"), releases: true };
  return {
    lead: after,
    run: endedRun(rest, "opted_out"),
    drafts: endingDrafts(lead, run, "opted_out", "opted_out"),
    releases: true,
  };
}
