import type { Person } from "../entities/identity.ts";
import type { Lead } from "../entities/lead.ts";
import { createdAtOf } from "../ids.ts";
import { lastActivity } from "../stalled/quiet.ts";

const DAY_MS = 86_400_000;
/** As long as the longest: nothing is erased a day too early. */
const YEAR_MS = 366 * DAY_MS;

/** Consent evidence and what was sent are kept five years at least (16 CFR 310.5), so nobody is looked at any earlier. */
export const SHORTEST_KEEP_YEARS = 5;
/** Who is still to be kept is looked at again after so long, ms: a practice that shortens its time need not wait for years. */
const REVIEW_EVERY_MS = 90 * DAY_MS;

/** When a person is first looked at, ms, whose first lead this is: no earlier than the shortest time allows. */
export function firstReviewAt(leadId: Lead["leadId"]): number {
  return createdAtOf(leadId) + SHORTEST_KEEP_YEARS * YEAR_MS;
}

/** When a person must be looked at next, ms: at once while an erasure is under way, and never once it is done or forbidden. */
export function reviewAtOf({ erasure, legalHold, reviewAt, leadId }: Person): number | undefined {
  if (erasure !== undefined) return erasure.erasedAt === undefined ? erasure.requestedAt : undefined;
  return legalHold === undefined ? (reviewAt ?? firstReviewAt(leadId)) : undefined;
}

/** A lead of a person, and whether it is being followed up. */
export interface ReviewedLead {
  readonly lead: Lead;
  readonly isFollowedUp: boolean;
}

/** Whether a person is kept, and when to look again, ms. */
export type Review = { readonly is: "over" } | { readonly is: "kept"; readonly reviewAt: number };

/** Whether a person's time is over: `years` after anything last happened, with nothing under way and no appointment to come. */
export function reviewOf(leads: readonly ReviewedLead[], years: number, now: number): Review {
  const endsAt = Math.max(...leads.map(({ lead }) => lastSignOf(lead))) + years * YEAR_MS;
  const isBusy = leads.some(({ lead, isFollowedUp }) => isFollowedUp || (lead.appointmentAt ?? 0) >= now);
  if (!isBusy && endsAt <= now) return { is: "over" };
  const isSoon = endsAt > now && endsAt < now + REVIEW_EVERY_MS;
  return { is: "kept", reviewAt: isSoon ? endsAt : now + REVIEW_EVERY_MS };
}

/** When anything last happened to a lead, ms; of an old one that was imported that it was. */
function lastSignOf(lead: Lead): number {
  const { leadId, milestones = {}, appointmentAt = 0, claim, owner } = lead;
  const noted = Object.values(milestones).filter((at) => at !== undefined);
  return Math.max(lastActivity(lead), createdAtOf(leadId), appointmentAt, claim?.at ?? 0, owner?.at ?? 0, ...noted);
}
