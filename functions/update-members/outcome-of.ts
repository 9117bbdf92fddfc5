import type { LeadEvent } from "../../shared/contracts/events.ts";
import type { Member } from "../../shared/domain/entities/campaign.ts";
import type { ReplyClass } from "../../shared/domain/vocabulary.ts";

/** Something that may have come of a member's turn, and when, ms. */
export interface Outcome {
  readonly what: Exclude<keyof Member["outcomes"], "value">;
  readonly at: number;
}

/** Texts that a person wrote to be read by one. The others ask the pipeline for something, or come from somebody else. */
const REPLIES: readonly ReplyClass[] = ["answer", "ambiguous", "emergency"];

/** What an event would say of a member; undefined when it says nothing. Most events on the bus do not, and then nothing is read. */
export function outcomeOf(event: LeadEvent): Outcome | undefined {
  const { occurredAt, leadId } = event;
  switch (event.type) {
    case "touch.sent.v1":
      // Of the run of a campaign; see `reactivationRunId`.
      return event.data.runId.startsWith(`${leadId}-reactivation-`)
        ? { what: "contactedAt", at: occurredAt }
        : undefined;
    case "reply.received.v1":
      return REPLIES.includes(event.data.class) ? { what: "repliedAt", at: event.data.sentAt } : undefined;
    case "interest.shown.v1":
    // A lead that carries a campaign from the start is a new inquiry of a member.
    case "lead.received.v1":
      return { what: "returnedAt", at: occurredAt };
    case "lead.status_changed.v1":
      if (event.data.to === "booked") return { what: "bookedAt", at: occurredAt };
      return event.data.to === "opted_out" ? { what: "optedOutAt", at: occurredAt } : undefined;
    case "contact.opted_out.v1":
      return { what: event.data.scope === "all" ? "optedOutAt" : "unsubscribedAt", at: event.data.at };
    default:
      return undefined;
  }
}
