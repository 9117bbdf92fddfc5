import type { Fact } from "../entities/report.ts";

/** The steps of the funnel, in order; who got to one has passed all before it. */
export type Stage = "lead" | "contacted" | "qualified" | "booked" | "attended" | "won";

/** Whether reports count a lead at all: one from another system's file only once it asked by itself. */
export function isCounted({ imported, inquiries }: Fact): boolean {
  return imported === undefined || inquiries.length > 0;
}

/**
 * How far a lead ever came. A later loss takes nothing back; who turned out not to qualify never was qualified, and went no further
 * than having been spoken to.
 */
export function reachedBy({ status, milestones }: Fact): Stage {
  const { contactedAt, qualifiedAt, bookedAt, attendedAt, noShowAt, wonAt } = milestones;
  const spokenTo = contactedAt !== undefined || status === "contacted";
  if (status === "disqualified") return spokenTo ? "contacted" : "lead";
  if (wonAt !== undefined || status === "won") return "won";
  if (attendedAt !== undefined || status === "attended") return "attended";
  if (bookedAt !== undefined || noShowAt !== undefined || status === "booked" || status === "no_show") return "booked";
  if (qualifiedAt !== undefined || status === "qualified") return "qualified";
  return spokenTo ? "contacted" : "lead";
}

/** Whether it is lost as it stands now; one that came back since is not. */
export function isLostForNow({ status }: Fact): boolean {
  return status === "lost";
}
