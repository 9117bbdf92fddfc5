import type { Disposition, LeadStatus } from "../vocabulary.ts";

type Moves = Partial<Record<LeadStatus, LeadStatus>>;

/** From where on people work a lead that nobody has settled. */
const OPEN = [
  "unanswered",
  "following_up",
  "nurturing",
  "reactivating",
  "replied",
  "contacted",
  "with_staff",
  "stalled",
  "no_show",
] as const satisfies readonly LeadStatus[];

function all(from: readonly LeadStatus[], to: LeadStatus): Moves {
  return Object.fromEntries(from.map((status) => [status, to]));
}

/** Where these statuses stay: the milestone is noted, and says less than what is known already. */
function stay(...statuses: LeadStatus[]): Moves {
  return Object.fromEntries(statuses.map((status) => [status, status]));
}

/**
 * Every legal move: by what people say came of a lead, from where it stood to where it stands. What is not here may not be. An opt-out
 * of automated messages stays one while people talk with the person.
 */
export const MOVES: Readonly<Record<Disposition, Moves>> = {
  contacted: {
    ...all([...OPEN, "lost", "disqualified"], "contacted"),
    ...stay("qualified", "booked", "attended", "won", "existing_patient", "opted_out"),
  },
  qualified: { ...all([...OPEN, "qualified", "lost", "disqualified"], "qualified"), ...stay("opted_out") },
  nurture: all([...OPEN, "qualified", "booked", "attended", "lost"], "nurturing"),
  booked: all([...OPEN, "qualified", "booked", "attended", "lost", "disqualified", "opted_out"], "booked"),
  attended: all(["booked", "no_show", "attended"], "attended"),
  no_show: all(["booked", "no_show"], "no_show"),
  won: all(["booked", "attended", "won"], "won"),
  existing_patient: all(
    [...OPEN, "qualified", "booked", "attended", "existing_patient", "disqualified", "lost", "opted_out"],
    "existing_patient",
  ),
  disqualified: all(
    [...OPEN, "qualified", "booked", "attended", "existing_patient", "disqualified", "lost", "opted_out"],
    "disqualified",
  ),
  lost: all([...OPEN, "qualified", "booked", "attended", "lost", "opted_out"], "lost"),
};

/** Where a lead stands after what people say came of it; undefined for what may not be. */
export function moveOf(from: LeadStatus, disposition: Disposition): LeadStatus | undefined {
  return MOVES[disposition][from];
}
