import type { SendingMode } from "../vocabulary.ts";
import type { Rule, SendDecision, SendFacts } from "./facts.ts";
import {
  consentForChannel,
  leadState,
  pausedUntil,
  quietHours,
  relationship,
  sendingSwitch,
  staleness,
  suppression,
  windowEnd,
} from "./rules.ts";

export type { SendDecision, SendFacts } from "./facts.ts";

/** Longest that a carrier may still deliver an SMS after it was handed over, ms (DESIGN §3). */
export const LONGEST_TTL_MS = 30 * 60_000;

/**
 * The questions of the send gate, in the order in which they are asked; the first objection decides and is the reason on the
 * timeline. The order is part of the contract: a new rule gets its place here and a line in docs/architecture.md.
 * Frequency caps, usable channels and practice policy follow after the last one.
 */
export const RULES: readonly { readonly name: string; readonly rule: Rule }[] = [
  { name: "sending switch", rule: sendingSwitch },
  { name: "suppression", rule: suppression },
  { name: "consent for the channel", rule: consentForChannel },
  { name: "relationship", rule: relationship },
  { name: "lead state", rule: leadState },
  { name: "staleness", rule: staleness },
  { name: "quiet hours", rule: quietHours },
];

/** Whether a touch, or a task to call the person, may go out now. Asked before the claim and again just before the provider call. */
export function decideSend(facts: SendFacts, now: number): SendDecision {
  for (const { rule } of RULES) {
    const objection = rule(facts, now);
    if (objection !== undefined) return objection;
  }
  const end = Math.min(windowEnd(facts, now), facts.staleAt ?? Number.POSITIVE_INFINITY, now + LONGEST_TTL_MS);
  return { decision: "allow", ttlSeconds: Math.floor((end - now) / 1_000), shadow: facts.mode === "shadow" };
}

/** Whether staff may be told about a lead now: only the kill switch can stop that, since it is the last resort of every lead. */
export function decideAlert(mode: SendingMode, now: number): SendDecision {
  if (mode === "paused") return pausedUntil(now);
  return { decision: "allow", ttlSeconds: LONGEST_TTL_MS / 1_000, shadow: mode === "shadow" };
}
