import { fnvHash } from "../fnv-hash.ts";

/** The first seconds after an opening belong to leads that still wait for an answer, ms. */
const UNANSWERED = { from: 0, to: 10_000 };
/** Everything else that waited comes after them, spread over four minutes, ms. */
const OTHERS = { from: 60_000, to: 300_000 };

/** How long after the opening a touch goes out that waited for it, ms: always the same for one touch, and even over many. */
export function openingJitter(touchId: string, isUnanswered: boolean): number {
  const { from, to } = isUnanswered ? UNANSWERED : OTHERS;
  return from + (fnvHash(touchId) % (to - from + 1));
}
