import { replyWindowEnd } from "./answer-window.ts";
import { type Rule, refuse, type SendFacts } from "./facts.ts";
import { consentState, NEEDED_CLASS } from "./held-consent.ts";

/** There must be somewhere to send to, and the consent class that this channel needs. */
export const consentForChannel: Rule = (facts, now) => {
  const { channel, hasContactPoint } = facts;
  if (!hasContactPoint) return refuse("no_contact_point");
  const needed = consentState(facts, NEEDED_CLASS[channel]);
  if (needed === "holds") return undefined;
  // Consent to a reply covers an answer to the person's own text, and nothing after it.
  const isAnswer = channel === "sms" && replyWindowEnd(facts, now) !== undefined;
  const reply = isAnswer ? consentState(facts, "sms.reply") : "never_given";
  if (reply === "holds") return undefined;
  return refuse(needed === "void" || reply === "void" ? "wrong_number" : "no_consent");
};

/** Until when a message may be delivered on the consent that it rests on, ms: an answer only for as long as it is one. */
export function consentEnd(facts: SendFacts, now: number): number {
  const { channel } = facts;
  if (channel !== "sms" || consentState(facts, NEEDED_CLASS.sms) === "holds") return Number.POSITIVE_INFINITY;
  return replyWindowEnd(facts, now) ?? Number.POSITIVE_INFINITY;
}
