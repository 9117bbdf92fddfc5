import type { PracticeConfig } from "../../shared/contracts/practice.ts";
import type { AlertTask } from "../../shared/contracts/workflow.ts";
import { asGsm, smsParts } from "../../shared/domain/messages/sms-parts.ts";
import type { AlertReason } from "../../shared/domain/vocabulary.ts";

/** What each reason asks of staff. Alerts travel by SMS and email, so they say nothing of the lead. */
const ASKS: Record<AlertReason, string> = {
  call_task: "a lead is waiting for a call.",
  no_automated_channel: "a new lead may not be contacted automatically. Please see how they may be reached.",
  first_response_failed: "a new lead could not be answered automatically. Please get in touch.",
  existing_patient: "someone who says they are already with you has sent an inquiry. Please get in touch.",
  suppressed_person: "someone who opted out before has sent a new inquiry. Please look at it before you get in touch.",
  inquired_again: "a lead has asked again. Please call.",
  minor: "someone under 18 has sent an inquiry. Please get in touch with whoever cares for them.",
  replied: "a lead has answered. Please get in touch now.",
  ambiguous_reply: "a lead has answered and may not want messages. Please read it before anyone writes again.",
  reply_waiting: "a lead who answered is still waiting. Please get in touch.",
  reply_after_opt_out: "someone who opted out has written. Please read it; nothing automatic will answer.",
  wrong_number:
    "someone seems to say that a lead's number is not theirs. Please read it; if so, look for another way to reach the lead.",
  emergency: "URGENT: a lead's message sounds like an emergency. Please read it and call at once.",
  renewed_interest: "a lead from before is interested again. Please get in touch now.",
  interest_after_opt_out:
    "someone who opted out before asks by our link to be contacted. Please look at it before you get in touch.",
  new_lead: "a new lead has come in. Please call now.",
  missed_call: "someone called and was not answered. Please call back.",
  sla_at_risk: "nobody has spoken to a lead yet and time is short. Please call now.",
  sla_breached: "a lead has waited too long for a person. Please call now.",
};
/** Where the practice's name and the link leave no room for more. */
const SHORT_ASKS: Partial<Record<AlertReason, string>> = { emergency: "URGENT: please open." };
const SHORT_ASK = "please open.";
/** An alert by SMS takes no more parts than this. */
const MAX_PARTS = 2;

/**
 * The words of an alert: nothing of the lead, but the link that opens its page for the one person who is told. Without a link it
 * names the lead by its id.
 */
export function alertText({ publicName }: Pick<PracticeConfig, "publicName">, task: AlertTask, url?: string): string {
  const { leadId, action } = task;
  const reason = action.type === "callTask" ? "call_task" : action.reason;
  const name = asGsm(publicName);
  const ending = url ?? `Lead ${leadId}.`;
  const texts = [
    `${name}: ${ASKS[reason]} ${ending}`,
    `${name}: ${SHORT_ASKS[reason] ?? SHORT_ASK} ${ending}`,
    // The sender of a text is known; its link is what must not be cut off.
    `${SHORT_ASKS[reason] ?? SHORT_ASK} ${ending}`,
  ];
  return texts.find((text) => smsParts(text).parts <= MAX_PARTS) ?? (texts.at(-1) as string);
}
