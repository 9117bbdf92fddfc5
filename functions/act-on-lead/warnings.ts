import type { LeadEvent } from "../../shared/contracts/events.ts";
import type { ContactPoint } from "../../shared/domain/entities/identity.ts";
import type { Lead } from "../../shared/domain/entities/lead.ts";
import { suppressionOf } from "../../shared/domain/suppression/suppression.ts";

const OF_FLAGS: Readonly<Record<Lead["flags"][number], string>> = {
  minor: "Under 18. Speak only with whoever cares for them.",
  sensitive: "Sensitive inquiry. Leave no details with anyone else or on a voicemail.",
  suppressed_person: "Opted out before and inquired again. Read the inquiry before you get in touch.",
  shared_contact_point: "This number or address is shared with somebody else. Make sure whom you speak with.",
  identity_conflict: "The name does not match what is known of this number or address. Make sure whom you speak with.",
};

/** What is to be known before anybody calls. */
export function warningsOf(lead: Lead, points: readonly ContactPoint[], timeline: readonly LeadEvent[]): string[] {
  const optOuts = points.map(suppressionOf);
  const phone = points.find(({ pointKey }) => pointKey === lead.reach.phone);
  return [
    ...(optOuts.includes("all")
      ? ["Opted out: no automatic messages or calls. Contact them only if they asked for it."]
      : []),
    ...(optOuts.includes("email") ? ["Unsubscribed from emails."] : []),
    ...(phone?.wrongNumberAt === undefined ? [] : ["Somebody said that this number is not theirs."]),
    ...(lead.relationship === "existing" ? [patientWords(timeline)] : []),
    ...lead.flags.map((flag) => OF_FLAGS[flag]),
  ];
}

/** The practice knows whom it treats; what a form says is the person's word. */
function patientWords(timeline: readonly LeadEvent[]): string {
  const isTold = timeline.some(
    ({ type, data }) =>
      type === "disposition.recorded.v1" && "disposition" in data && data.disposition === "existing_patient",
  );
  return isTold ? "Is already a patient." : "Says that they are already a patient.";
}
