import type { SendFacts } from "./facts.ts";
import { consentState } from "./held-consent.ts";

const MINUTE_MS = 60_000;
/** How long a person's own text message may be answered at any hour, ms (DESIGN §3). */
export const REPLY_WINDOW_MS = 15 * MINUTE_MS;
/** How long after a person's own form it may be acknowledged at any hour, where the practice opted in, ms (DESIGN §3). */
export const AFTER_HOURS_ACK_MS = 5 * MINUTE_MS;
/** The shortest `TimeToLive` that AWS End User Messaging takes, ms; a touch with less left counts as too late. */
export const SHORTEST_TTL_MS = 5_000;

/** Until when this touch answers the person's own text message, ms; undefined when it does not, or has no time left to. */
export function replyWindowEnd({ channel, status, inboundAt }: SendFacts, now: number): number | undefined {
  if (channel !== "sms" || status !== "unanswered" || inboundAt === undefined) return undefined;
  return windowFrom(inboundAt, REPLY_WINDOW_MS, now);
}

/** Until when this touch acknowledges the person's own form at any hour, ms; undefined when it does not. */
export function afterHoursAckEnd(facts: SendFacts, now: number): number | undefined {
  const { channel, status, afterHoursAck, startedAt } = facts;
  if (channel !== "sms" || status !== "unanswered" || !afterHoursAck) return undefined;
  if (consentState(facts, "sms.marketing_written") !== "holds") return undefined;
  return windowFrom(startedAt, AFTER_HOURS_ACK_MS, now);
}

/** Another clock may date a moment ahead of ours: that makes no window longer. */
function windowFrom(start: number, lengthMs: number, now: number): number | undefined {
  const end = Math.min(start, now) + lengthMs;
  return end - now >= SHORTEST_TTL_MS ? end : undefined;
}
