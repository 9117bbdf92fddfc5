import type { LeadStatus } from "../vocabulary.ts";

/** Statuses that people settled: an end of follow-up, which no reply, opt-out or conversation takes back. */
export const SETTLED_BY_PEOPLE: readonly LeadStatus[] = [
  "booked",
  "attended",
  "won",
  "existing_patient",
  "disqualified",
];

/** Statuses of a lead that an owner has work with; it counts towards what one person can hold. */
export const OWNED: readonly LeadStatus[] = [
  "unanswered",
  "following_up",
  "replied",
  "contacted",
  "with_staff",
  "qualified",
  "no_show",
];
