import type { ContactPoint } from "../../shared/domain/entities/identity.ts";
import { suppressionOf, withOptIn, withOptOut } from "../../shared/domain/suppression/suppression.ts";
import type { AutoAnswer } from "../../shared/domain/vocabulary.ts";
import { notTheirs } from "../../shared/runs/wrong-number.ts";
import type { ReadMessage } from "./types.ts";

/** How long the automatic answers to a number are remembered, ms: the period of their limit. */
export const ANSWERS_KEPT_MS = 24 * 3_600_000;

/** Automatic answers that a number remembers, however often it says STOP and START. */
const MAX_ANSWERS = 50;

/** Text messages remembered of a number that is nobody's. */
const MAX_STRAY_TEXTS = 100;

/** The contact point after a message from it, the same in whatever order messages arrive. */
export function pointAfter(point: ContactPoint, { class: asks, sentAt: at }: ReadMessage): ContactPoint {
  const heard = { ...point, inboundAt: Math.max(point.inboundAt ?? 0, at) };
  switch (asks) {
    case "opt_out":
      return withOptOut(heard, { scope: "all", at, reason: "sms" });
    case "opt_in":
      return withOptIn(heard, at);
    case "wrong_number":
      return notTheirs(heard, at);
    case "help":
    case "emergency":
    case "ambiguous":
    case "answer":
      return heard;
  }
}

/** The contact point with one more text message of which no lead tells. */
export function withStrayText(point: ContactPoint, messageId: string): ContactPoint {
  return { ...point, strayTexts: [...(point.strayTexts ?? []), messageId].slice(-MAX_STRAY_TEXTS) };
}

/** The contact point with one more automatic answer. */
export function withAnswer(point: ContactPoint, answer: AutoAnswer, now: number): ContactPoint {
  const recent = (point.autoAnswers ?? []).filter(({ at }) => at > now - ANSWERS_KEPT_MS);
  return { ...point, autoAnswers: [...recent, { answer, at: now }].slice(-MAX_ANSWERS) };
}

/** The opt-out that holds on a number, in whichever form it is stored; the latest of several. */
export function holdingOptOut(points: readonly ContactPoint[]): ContactPoint["suppression"] {
  const holding = points.filter((point) => suppressionOf(point) === "all").map(({ suppression }) => suppression);
  return holding.reduce((latest, one) => ((one?.at ?? 0) > (latest?.at ?? 0) ? one : latest), holding[0]);
}
