import type { EventDraft } from "../contracts/append-events.ts";
import type { Lead } from "../domain/entities/lead.ts";
import type { Run } from "../domain/entities/run.ts";
import { SETTLED_BY_PEOPLE } from "../domain/lifecycle/stages.ts";
import type { AlertReason, LeadStatus } from "../domain/vocabulary.ts";
import { statusDrafts, withAlert } from "./change-run.ts";

/** What a sign of the person's makes of a lead and the run that it is in. */
export interface LeadChange {
  readonly lead: Lead;
  readonly run: Run;
  readonly drafts: readonly EventDraft[];
  /** `replied`, `interested`: people take over; `alert`: staff are told, and the run goes on. */
  readonly restart?: "replied" | "interested" | "alert";
  /** The run is the person's acquisition run no longer. */
  readonly releases?: boolean;
}

/** How a person called for people: by a text message, or by the button behind a link of ours. */
type Call = "replied" | "interested";

/** Where the pipeline itself may still write. */
export const UNDER_WAY: readonly LeadStatus[] = ["unanswered", "following_up", "nurturing", "reactivating", "no_show"];

/** Tells staff and goes on. */
export function tell(lead: Lead, run: Run, reason: AlertReason, at: number): LeadChange {
  return { lead, run: withAlert(run, reason, at), drafts: [], restart: "alert" };
}

/**
 * From now on only people answer. A booking stays one, an opt-out too, and who was spoken to after they wrote waits no longer; then
 * staff are told, and that is all.
 */
export function takeOver(lead: Lead, run: Run, reason: AlertReason, at: number, call: Call = "replied"): LeadChange {
  const isSpokenTo = (lead.clocks.humanContactAt ?? -1) >= at;
  if (lead.status === "opted_out" || SETTLED_BY_PEOPLE.includes(lead.status) || isSpokenTo)
    return tell(lead, run, reason, at);
  if (at < lead.clocks.startedAt) return takeOverEarlier(lead, run, reason, at);
  const since = lead.status === "replied" ? waitingSince(run, at) : at;
  return {
    lead: { ...lead, status: "replied" },
    run: { ...withAlert(run, reason, at), staffOnlySince: since },
    drafts: statusDrafts(lead, "replied", reason),
    restart: call,
  };
}

/** After so long, ms, whoever writes again is waited for anew: most of what reminds staff of their first message is over. */
const WAITS_ANEW_MS = 24 * 3_600_000;

/** Whoever writes again soon goes on waiting since they first did. */
function waitingSince({ staffOnlySince = Number.POSITIVE_INFINITY }: Run, at: number): number {
  return at - staffOnlySince > WAITS_ANEW_MS ? at : Math.min(staffOnlySince, at);
}

/**
 * A reply of before the newest inquiry: that one is still to be answered, and after that the lead is for people, as if the reply had
 * come in time. Of before the lead's first inquiry it is no answer to anything of it.
 */
function takeOverEarlier(lead: Lead, run: Run, reason: AlertReason, at: number): LeadChange {
  const told = tell(lead, run, reason, at);
  if (at < lead.receivedAt || !UNDER_WAY.includes(lead.status)) return told;
  const staffOnlySince = Math.min(run.staffOnlySince ?? at, at);
  return { ...told, run: { ...told.run, staffOnlySince }, restart: "replied" };
}
