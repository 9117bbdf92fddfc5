import type { EventDraft } from "../../shared/contracts/append-events.ts";
import type { Lead } from "../../shared/domain/entities/lead.ts";
import type { Run } from "../../shared/domain/entities/run.ts";
import { afterOptOut } from "../../shared/runs/opted-out.ts";
import type { LeadChange } from "../../shared/runs/take-over.ts";

/** The event that says that automated contact ended with this lead. */
export function optedOutDraft(at: number): EventDraft {
  return { type: "contact.opted_out.v1", reason: "text_message", data: { scope: "all", via: "sms", at } };
}

/** Ends the follow-up of a lead whose person opted out. */
export function optOutLead(lead: Lead, run: Run): LeadChange {
  const after = afterOptOut(lead, run);
  return after === undefined ? { lead, run, drafts: [] } : { ...after, releases: true };
}
