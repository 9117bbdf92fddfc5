import type { SendingMode } from "../vocabulary.ts";
import { consentEnd, consentForChannel } from "./consent.ts";
import type { NamedRule, SendDecision, SendFacts } from "./facts.ts";
import { frequencyCaps } from "./frequency-caps.ts";
import { hoursEnd, quietHours } from "./hours.ts";
import {
  campaign,
  leadState,
  pausedUntil,
  practicePolicy,
  relationship,
  sendingSwitch,
  staleness,
  suppression,
} from "./rules.ts";
import { registry, usableChannel } from "./usable-channel.ts";

export type { NamedRule, SendDecision, SendFacts } from "./facts.ts";

/** Longest that a carrier may still deliver an SMS after it was handed over, ms (DESIGN §3). */
export const LONGEST_TTL_MS = 30 * 60_000;

/**
 * The questions of the send gate, in the order in which they are asked; the first objection decides and is the reason on the
 * timeline. The order is part of the contract: a new rule gets its place here and a line in docs/architecture.md.
 */
export const RULES: readonly NamedRule[] = [
  { name: "sending switch", rule: sendingSwitch },
  { name: "campaign", rule: campaign },
  { name: "suppression", rule: suppression },
  { name: "consent for the channel", rule: consentForChannel },
  { name: "relationship", rule: relationship },
  { name: "lead state", rule: leadState },
  { name: "staleness", rule: staleness },
  { name: "quiet hours", rule: quietHours },
  { name: "frequency caps", rule: frequencyCaps },
  { name: "usable channel", rule: usableChannel },
  { name: "registry", rule: registry },
  { name: "practice policy", rule: practicePolicy },
];

/**
 * Whether a touch, or a task to call the person, may go out now. Asked before the claim and again just before the provider call.
 * Tests leave out single rules.
 */
export function decideSend(facts: SendFacts, now: number, rules: readonly NamedRule[] = RULES): SendDecision {
  for (const { rule } of rules) {
    const objection = rule(facts, now);
    if (objection !== undefined) return objection;
  }
  const { staleAt = Number.POSITIVE_INFINITY } = facts;
  const end = Math.min(hoursEnd(facts, now), consentEnd(facts, now), staleAt, now + LONGEST_TTL_MS);
  return { decision: "allow", ttlSeconds: Math.floor((end - now) / 1_000), shadow: facts.mode === "shadow" };
}

/** Whether staff may be told about a lead now: only the kill switch can stop that, since it is the last resort of every lead. */
export function decideAlert(mode: SendingMode, now: number): SendDecision {
  if (mode === "paused") return pausedUntil(now);
  return { decision: "allow", ttlSeconds: LONGEST_TTL_MS / 1_000, shadow: mode === "shadow" };
}
