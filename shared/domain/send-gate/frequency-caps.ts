import { CLAIM_LEASE_MS } from "../timing.ts";
import { type Cap, defer, type Rule } from "./facts.ts";

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
/** Touches are counted from their claim, and a provider may take them as late as the lease of the claim runs, ms. */
const HANDED_OVER_WITHIN_MS = CLAIM_LEASE_MS;

/** How long the ledger of a contact point remembers, ms: as long as the longest cap looks back. */
export const LEDGER_MS = WEEK_MS + HANDED_OVER_WITHIN_MS;

/** No contact point and no person gets more touches in any 24 hours, or in any 7 days, than the practice allows. */
export const frequencyCaps: Rule = ({ caps, pointTouches, personTouches }, now) => {
  const notBefore = Math.max(
    freeAt(pointTouches, caps.perContactPoint, now),
    freeAt(personTouches, caps.perPerson, now),
  );
  return notBefore > now ? defer("frequency_cap", notBefore) : undefined;
};

/** When one more touch stays within the cap, ms. */
function freeAt(touches: readonly number[], { day, week }: Cap, now: number): number {
  return Math.max(dropsOutAt(touches, day, DAY_MS, now), dropsOutAt(touches, week, WEEK_MS, now));
}

/** When fewer than `cap` touches are left in the period that ends then, ms; `now` when that is so already. */
function dropsOutAt(touches: readonly number[], cap: number, periodMs: number, now: number): number {
  const countsFor = periodMs + HANDED_OVER_WITHIN_MS;
  const counted = touches.filter((at) => at + countsFor > now);
  if (counted.length < cap) return now;
  const last = counted.sort((a, b) => a - b)[counted.length - cap];
  return last === undefined ? now : last + countsFor;
}
