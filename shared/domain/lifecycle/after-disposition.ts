import type { Lead, Milestones } from "../entities/lead.ts";
import { present } from "../present.ts";
import type { Disposition, LeadStatus } from "../vocabulary.ts";
import type { ToldDisposition } from "./told.ts";

/** How far a lead came by what people say of it; whoever came that far came past what stands before it. */
const REACHED: Readonly<Record<Disposition, readonly (keyof Milestones)[]>> = {
  contacted: ["contactedAt"],
  qualified: ["contactedAt", "qualifiedAt"],
  nurture: [],
  booked: ["bookedAt"],
  attended: ["bookedAt", "attendedAt"],
  no_show: ["bookedAt", "noShowAt"],
  won: ["bookedAt", "attendedAt", "wonAt"],
  existing_patient: [],
  disqualified: [],
  lost: [],
};

/** Where a lead may still be asked why it was lost once. */
const REMEMBERS_LOSS: readonly LeadStatus[] = ["lost", "nurturing", "stalled"];

/** The lead with what a disposition says of it, where it stands from then on, and how far it came: the earliest of each counts. */
export function afterDisposition(
  lead: Lead,
  told: ToldDisposition & { readonly at: number },
  status: LeadStatus,
): Lead {
  const { disposition } = told;
  const { lostReason, ...rest } = lead;
  return {
    ...rest,
    ...(lostReason !== undefined && REMEMBERS_LOSS.includes(status) ? { lostReason } : {}),
    ...detailsOf(told),
    ...milestonesOf(lead, disposition, told.at),
    status,
  };
}

function detailsOf({ disposition, appointmentAt, value, lostReason = "other" }: ToldDisposition): Partial<Lead> {
  switch (disposition) {
    case "booked":
      return present<Partial<Lead>>({ appointmentAt, value });
    case "won":
      return present<Partial<Lead>>({ wonValue: value });
    case "lost":
      return { lostReason };
    case "existing_patient":
      return { relationship: "existing" };
    default:
      return {};
  }
}

function milestonesOf({ milestones }: Lead, disposition: Disposition, at: number): Pick<Lead, "milestones"> {
  const reached = REACHED[disposition].map((name) => [name, Math.min(at, milestones?.[name] ?? at)] as const);
  return reached.length === 0 ? {} : { milestones: { ...milestones, ...Object.fromEntries(reached) } };
}
