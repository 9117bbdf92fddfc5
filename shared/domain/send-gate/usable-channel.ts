import { type Rule, refuse, type SendFacts } from "./facts.ts";
import { consentState } from "./held-consent.ts";

/** How long an inquiry exempts calls from the do-not-call registries, ms: three months (47 CFR 64.1200(f)(5)). */
export const REGISTRY_EXEMPT_MS = 90 * 86_400_000;

/** A message goes only to where it can arrive: not by SMS to a landline, not to what a provider reported as unusable. */
export const usableChannel: Rule = ({ channel, line, trouble }) => {
  if (channel !== "email" && line === "invalid") return refuse("number_invalid");
  // What blocks our own calls does not block those of a person.
  if (trouble !== undefined && (channel !== "call_task" || trouble === "number_invalid")) return refuse(trouble);
  return channel === "sms" && line === "landline" ? refuse("landline") : undefined;
};

/** Whether the do-not-call registries have a say: in a call that no written consent covers, long after the inquiry. */
export const needsRegistry = (facts: SendFacts, now: number): boolean =>
  facts.channel === "call_task" &&
  now - facts.startedAt > REGISTRY_EXEMPT_MS &&
  consentState(facts, "call.automated_written") !== "holds";

/** Then only a registry that is known to be clear of the number lets the call through. */
export const registry: Rule = (facts, now) =>
  needsRegistry(facts, now) && facts.registry !== "clean" ? refuse("registry_not_clean") : undefined;
