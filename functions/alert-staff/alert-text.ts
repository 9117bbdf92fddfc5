import type { PracticeConfig } from "../../shared/contracts/practice.ts";
import type { AlertTask } from "../../shared/contracts/workflow.ts";
import { practiceWords } from "../../shared/delivery/practice-words.ts";
import type { AlertReason } from "../../shared/domain/vocabulary.ts";

/** What each reason asks of staff. Alerts travel by SMS and email, so they say nothing of the lead but its id. */
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
/** Keeps an alert within two SMS parts, characters. */
const MAX_HINT_LENGTH = 140;

/** The words of an alert. */
export function alertText(config: PracticeConfig, { leadId, action }: AlertTask): string {
  const reason = action.type === "callTask" ? "call_task" : action.reason;
  const hint = action.type === "callTask" ? hintFor(config, action.template) : "";
  return `${config.publicName}: ${ASKS[reason]} Lead ${leadId}.${hint}`;
}

/** The practice's own hint for the caller, unless it would need something of the lead to be filled in. */
function hintFor(config: PracticeConfig, template: string): string {
  const words = new Map(Object.entries(practiceWords(config)));
  const source = config.templates[template]?.en.body ?? "";
  const hint = source
    .replace(/\{\{\s*(\w+)\s*\}\}/g, (placeholder, word: string) => words.get(word) ?? placeholder)
    .trim();
  return hint === "" || /\{[{%]/.test(hint) ? "" : ` ${hint.slice(0, MAX_HINT_LENGTH)}`;
}
