import type { ConsentClass, StepChannel } from "../vocabulary.ts";
import type { SendFacts } from "./facts.ts";

/** The class that each channel needs. A person calls in a call task. */
export const NEEDED_CLASS: Record<StepChannel, ConsentClass> = {
  sms: "sms.marketing_written",
  call: "call.automated_written",
  email: "email",
  call_task: "call.live",
};

/** Whether a class was given and still counts. "Wrong number" makes void what was given for the number until then. */
export function consentState(
  { consents, wrongNumberAt = -1 }: Pick<SendFacts, "consents" | "wrongNumberAt">,
  needed: ConsentClass,
): "holds" | "void" | "never_given" {
  const given = consents.filter((grant) => grant.class === needed);
  if (given.length === 0) return "never_given";
  return needed === "email" || given.some(({ at }) => at > wrongNumberAt) ? "holds" : "void";
}
