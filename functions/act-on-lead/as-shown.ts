import type { Lead } from "../../shared/domain/entities/lead.ts";
import type { ToldDisposition } from "../../shared/domain/lifecycle/told.ts";
import type { LeadStatus } from "../../shared/domain/vocabulary.ts";

/** Where a nurtured lead stands; without a cadence for it, it rests. */
const NURTURED: readonly LeadStatus[] = ["nurturing", "stalled"];

/** Whether a lead still stands as its page showed it, or already where the button leads: saying it again overrides nobody. */
export function isAsShown(told: ToldDisposition, shown: string | undefined): (lead: Lead) => boolean {
  return (lead) => lead.status === shown || standsSo(lead, told);
}

function standsSo({ status, appointmentAt, lostReason }: Lead, told: ToldDisposition): boolean {
  switch (told.disposition) {
    case "booked":
      return status === "booked" && appointmentAt === told.appointmentAt;
    case "lost":
      return status === "lost" && lostReason === told.lostReason;
    case "nurture":
      return NURTURED.includes(status);
    default:
      return status === told.disposition;
  }
}
