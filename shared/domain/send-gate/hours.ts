import { sendingWindow } from "../quiet-hours/sending-window.ts";
import type { StepChannel } from "../vocabulary.ts";
import { afterHoursAckEnd, replyWindowEnd } from "./answer-window.ts";
import { defer, type Rule, refuse, type SendFacts } from "./facts.ts";

/** Nothing is handed over this close to the end of a window, ms: carriers and queues may hold it back past the end. */
export const WINDOW_MARGIN_MS = 5 * 60_000;
/** An email waits in its inbox, and a person who is asked to call does so in staffed hours. */
const HAS_HOURS: Record<StepChannel, boolean> = { sms: true, call: true, email: false, call_task: false };

/**
 * SMS and calls go out only while every implied zone and state allows them, and not in the last minutes of the window. An answer to
 * the person's own message or form may go out at any hour, but not to a place that nobody knows the law of.
 */
export const quietHours: Rule = (facts, now) => {
  if (!HAS_HOURS[facts.channel]) return undefined;
  const window = windowAt(facts, now);
  if (window.state === "unknown") return refuse("unknown_zone");
  if (answersAnyHourUntil(facts, now) !== undefined) return undefined;
  if (window.state === "closed") return waitFor(facts, window.opensAt);
  if (window.closesAt - now >= WINDOW_MARGIN_MS) return undefined;
  const next = windowAt(facts, window.closesAt);
  return waitFor(facts, next.state === "closed" ? next.opensAt : window.closesAt);
};

/** What waited for the same opening goes out spread over its first minutes, but never past the end of a short window. */
function waitFor(facts: SendFacts, opensAt: number) {
  const window = windowAt(facts, opensAt);
  const room = window.state === "open" ? Math.max(0, window.closesAt - WINDOW_MARGIN_MS - opensAt) : 0;
  return defer("quiet_hours", opensAt + Math.min(facts.openingJitterMs, room));
}

/** Until when a message that is handed over now may be delivered as far as hours go, ms. */
export function hoursEnd(facts: SendFacts, now: number): number {
  if (!HAS_HOURS[facts.channel]) return Number.POSITIVE_INFINITY;
  const window = windowAt(facts, now);
  const isOpen = window.state === "open" && window.closesAt - now >= WINDOW_MARGIN_MS;
  const ends = [isOpen ? window.closesAt : undefined, answersAnyHourUntil(facts, now)].filter(
    (end) => end !== undefined,
  );
  return ends.length === 0 ? Number.POSITIVE_INFINITY : Math.max(...ends);
}

function answersAnyHourUntil(facts: SendFacts, now: number): number | undefined {
  return replyWindowEnd(facts, now) ?? afterHoursAckEnd(facts, now);
}

function windowAt({ zones, jurisdictions, ownHours }: SendFacts, now: number) {
  return sendingWindow({ zones, jurisdictions, own: ownHours }, now);
}
