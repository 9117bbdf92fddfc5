import { isTollFree } from "../../shared/domain/contact/toll-free.ts";
import type { ContactPoint } from "../../shared/domain/entities/identity.ts";
import type { AutoAnswer } from "../../shared/domain/vocabulary.ts";
import type { OptOutStanding } from "./lead-change.ts";
import { ANSWERS_KEPT_MS, holdingOptOut } from "./point-after.ts";
import type { ReadMessage } from "./types.ts";

const MINUTE_MS = 60_000;
/** A confirmation counts as part of the opt-out within five minutes of it (47 CFR 64.1200(a)(12)). */
const CONFIRM_WITHIN_MS = 5 * MINUTE_MS;
/** Whoever texts us may be answered for so long at any hour (DESIGN §3, "Quiet hours"). */
const REPLY_WINDOW_MS = 15 * MINUTE_MS;
/** Longest that the carrier may still deliver an answer, ms. */
const LONGEST_TTL_MS = 5 * MINUTE_MS;
/** The shortest `TimeToLive` that AWS End User Messaging takes, ms. */
const SHORTEST_TTL_MS = 5_000;
/** Answers of these kinds in 24 hours: whoever writes on hears from a person, and two machines do not talk for ever. */
const LIMITED: readonly AutoAnswer[] = ["help", "emergency"];
const MAX_LIMITED = 3;

/** The automatic answer that a message asks for; a confirmation only of what it changed. */
export function answerTo(message: ReadMessage, { before, after }: OptOutStanding): AutoAnswer | undefined {
  const { class: asks, isEmergency, to } = message;
  if (isEmergency) return "emergency";
  if (asks === "help") return "help";
  // Carriers keep and confirm the opt-outs of toll-free numbers themselves.
  if (isTollFree(to)) return undefined;
  if (asks === "opt_out" && before === undefined && after !== undefined) return "opt_out_confirmed";
  return asks === "opt_in" && before !== undefined && after === undefined ? "opt_in_confirmed" : undefined;
}

/** Whether an answer may be given now, and how long it may still be delivered; else why not. */
export type AnswerDecision =
  | { readonly may: true; readonly ttlSeconds: number }
  | { readonly may: false; readonly code: "too_late" | "opted_in_since" | "suppressed" };

/** Asked at the claim, and again just before the provider call. */
export function decideAnswer(
  answer: AutoAnswer,
  { sentAt }: Pick<ReadMessage, "sentAt">,
  points: readonly ContactPoint[],
  now: number,
): AnswerDecision {
  const within = answer === "help" || answer === "emergency" ? REPLY_WINDOW_MS : CONFIRM_WITHIN_MS;
  const left = Math.min(sentAt + within - now, LONGEST_TTL_MS);
  if (left < SHORTEST_TTL_MS) return { may: false, code: "too_late" };
  const optOut = holdingOptOut(points);
  if (answer === "opt_out_confirmed" && optOut === undefined) return { may: false, code: "opted_in_since" };
  if (answer === "opt_in_confirmed" && optOut !== undefined) return { may: false, code: "suppressed" };
  // Whoever asks for help after opting out asked for this answer, but for no other.
  if (answer === "help" && optOut !== undefined && optOut.at >= sentAt) return { may: false, code: "suppressed" };
  return { may: true, ttlSeconds: Math.floor(left / 1_000) };
}

/** Whether the number had as many answers of this kind as there are in 24 hours. */
export function isAtLimit(answer: AutoAnswer, points: readonly ContactPoint[], now: number): boolean {
  if (!LIMITED.includes(answer)) return false;
  const given = points.map(
    ({ autoAnswers = [] }) =>
      autoAnswers.filter((one) => one.answer === answer && one.at > now - ANSWERS_KEPT_MS).length,
  );
  return Math.max(0, ...given) >= MAX_LIMITED;
}
