import type { EventDraft } from "../contracts/append-events.ts";
import type { Lead } from "../domain/entities/lead.ts";
import type { LeadStatus } from "../domain/vocabulary.ts";
import type { Effect } from "./types.ts";

/** Moves a lead that still waits for its first response on; any other status is somebody else's to change. */
export function leaveUnanswered(lead: Lead, to: LeadStatus, reason: string): Effect {
  const from = lead.status;
  if (from !== "unanswered") return { lead, drafts: [] };
  const draft: EventDraft = { type: "lead.status_changed.v1", reason, data: { from, to } };
  return { lead: { ...lead, status: to }, drafts: [draft] };
}
