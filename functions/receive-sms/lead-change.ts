import type { EventDraft } from "../../shared/contracts/append-events.ts";
import type { Suppression } from "../../shared/domain/entities/identity.ts";
import type { ConsentGrant, Lead } from "../../shared/domain/entities/lead.ts";
import type { Run } from "../../shared/domain/entities/run.ts";
import type { AlertReason, LeadStatus } from "../../shared/domain/vocabulary.ts";
import { statusDrafts, withAlert } from "../../shared/runs/change-run.ts";
import { optedOutDraft, optOutLead } from "./opt-out-lead.ts";
import type { Followed, ReadMessage } from "./types.ts";

/** What a message makes of a lead and the run that it is in. */
export interface LeadChange {
  readonly lead: Lead;
  readonly run: Run;
  readonly drafts: readonly EventDraft[];
  readonly restart?: "replied" | "alert";
  /** The run is the person's acquisition run no longer. */
  readonly releases?: boolean;
}

/** Whether an opt-out holds on the number before and after the message. */
export interface OptOutStanding {
  readonly before: Suppression | undefined;
  readonly after: Suppression | undefined;
}

/** What a message makes of the lead that it is read as an answer of. */
export function changeLead(message: ReadMessage, { lead, run }: Followed, standing: OptOutStanding): LeadChange {
  const { class: asks, messageId, sentAt } = message;
  const repliedAt = Math.max(lead.clocks.repliedAt ?? 0, sentAt);
  const mayBeAnswered = asks !== "opt_out" && asks !== "wrong_number";
  const consents = mayBeAnswered ? withReplyConsent(lead.consents, sentAt) : lead.consents;
  const heard: Lead = { ...lead, consents, clocks: { ...lead.clocks, repliedAt } };
  // Whatever else was said, an emergency is told.
  const isAlarm = message.isEmergency && asks !== "emergency";
  const alarmed = isAlarm ? withAlert(run, "emergency", sentAt) : run;
  const change: LeadChange = {
    ...(isAlarm ? { restart: "alert" } : {}),
    ...changeOf(message, heard, alarmed, standing),
  };
  const received: EventDraft = { type: "reply.received.v1", reason: asks, data: { class: asks, messageId, sentAt } };
  return { ...change, drafts: [received, ...contactDrafts(message, standing), ...change.drafts] };
}

/** Whoever writes to us may be answered; for how long is for the send gate to say. */
function withReplyConsent(consents: Lead["consents"], sentAt: number): Lead["consents"] {
  const isReply = (grant: ConsentGrant) => grant.class === "sms.reply";
  const at = Math.max(sentAt, ...consents.filter(isReply).map((grant) => grant.at));
  return [...consents.filter((grant) => !isReply(grant)), { class: "sms.reply", at, basis: "text_message" }];
}

function contactDrafts({ class: asks, sentAt: at }: ReadMessage, { before, after }: OptOutStanding): EventDraft[] {
  const reason = "text_message";
  if (asks === "opt_out") return before === undefined && after !== undefined ? [optedOutDraft(at)] : [];
  if (asks === "opt_in") return [{ type: "contact.opted_in.v1", reason, data: { via: "sms", at } }];
  return asks === "wrong_number" ? [{ type: "contact.wrong_number.v1", reason, data: { at } }] : [];
}

function changeOf(message: ReadMessage, lead: Lead, run: Run, { after }: OptOutStanding): LeadChange {
  switch (message.class) {
    case "opt_out":
      return optOutOf(message, lead, run, after !== undefined);
    case "help":
      return { lead, run, drafts: [] };
    case "wrong_number":
      return tell(lead, run, "wrong_number", message.sentAt);
    case "emergency":
      return takeOver(lead, run, "emergency", message.sentAt);
    case "opt_in":
      return takeOver(lead, run, "replied", message.sentAt);
    case "ambiguous":
    case "answer": {
      const isAfterOptOut = after !== undefined && after.at <= message.sentAt;
      const reason = message.class === "answer" ? "replied" : "ambiguous_reply";
      return takeOver(lead, run, isAfterOptOut ? "reply_after_opt_out" : reason, message.sentAt);
    }
  }
}

/** Who inquired after they had opted out wants to hear of us, but not from the pipeline: that is for people to sort out. */
function optOutOf({ sentAt }: ReadMessage, lead: Lead, run: Run, holds: boolean): LeadChange {
  if (lead.clocks.startedAt <= sentAt) return optOutLead(lead, run);
  return holds ? tell(lead, run, "suppressed_person", sentAt) : { lead, run, drafts: [] };
}

/** Tells staff and goes on. */
function tell(lead: Lead, run: Run, reason: AlertReason, at: number): LeadChange {
  return { lead, run: withAlert(run, reason, at), drafts: [], restart: "alert" };
}

/** Where the pipeline itself may still write. */
export const UNDER_WAY: readonly LeadStatus[] = ["unanswered", "following_up", "nurturing"];

/**
 * From now on only people answer. A booking stays one, an opt-out too, and who was spoken to after they wrote waits no longer; then
 * staff are told, and that is all.
 */
export function takeOver(lead: Lead, run: Run, reason: AlertReason, at: number): LeadChange {
  const isSpokenTo = (lead.clocks.humanContactAt ?? -1) >= at;
  if (lead.status === "opted_out" || lead.status === "booked" || isSpokenTo) return tell(lead, run, reason, at);
  if (at < lead.clocks.startedAt) return takeOverEarlier(lead, run, reason, at);
  // Whoever writes again goes on waiting since they first did.
  const since = lead.status === "replied" ? Math.min(run.staffOnlySince ?? at, at) : at;
  return {
    lead: { ...lead, status: "replied" },
    run: { ...withAlert(run, reason, at), staffOnlySince: since },
    drafts: statusDrafts(lead, "replied", reason),
    restart: "replied",
  };
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
