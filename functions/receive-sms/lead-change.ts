import type { EventDraft } from "../../shared/contracts/append-events.ts";
import type { Suppression } from "../../shared/domain/entities/identity.ts";
import type { ConsentGrant, Lead } from "../../shared/domain/entities/lead.ts";
import type { Run } from "../../shared/domain/entities/run.ts";
import { withAlert } from "../../shared/runs/change-run.ts";
import { type LeadChange, takeOver, tell } from "../../shared/runs/take-over.ts";
import { wrongNumberDraft } from "../../shared/runs/wrong-number.ts";
import { optedOutDraft, optOutLead } from "./opt-out-lead.ts";
import type { Followed, ReadMessage } from "./types.ts";

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
  return asks === "wrong_number" ? [wrongNumberDraft(at, reason)] : [];
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
