import type { LeadStatus, RunOutcome } from "../vocabulary.ts";

/** How a run ends when its lead has reached this status; undefined while there is follow-up to do. */
export const OUTCOME_OF_STATUS: Readonly<Record<LeadStatus, RunOutcome | undefined>> = {
  unanswered: undefined,
  following_up: undefined,
  nurturing: undefined,
  reactivating: undefined,
  replied: "with_staff",
  contacted: "with_staff",
  with_staff: "with_staff",
  qualified: "with_staff",
  booked: "booked",
  attended: "booked",
  no_show: undefined,
  won: "booked",
  existing_patient: "with_staff",
  disqualified: "lost",
  lost: "lost",
  opted_out: "opted_out",
  stalled: "exhausted",
};
