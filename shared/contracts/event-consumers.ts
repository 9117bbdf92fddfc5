import type { EventType } from "./events.ts";

/** A function that is handed events of the bus. */
export interface EventConsumer {
  /** Folder in `functions/`. */
  readonly functionName: string;
  /** The types that it is handed; nothing else costs an invocation. */
  readonly types: readonly EventType[];
}

/** Who hears of which events; the same table makes the rules on AWS and feeds the local bus. */
export const EVENT_CONSUMERS: readonly EventConsumer[] = [
  {
    functionName: "record-metrics",
    types: [
      "lead.received.v1",
      "touch.sent.v1",
      "touch.skipped.v1",
      "touch.deferred.v1",
      "touch.failed.v1",
      "touch.ambiguous.v1",
      "touch.delivery_updated.v1",
      "reply.received.v1",
      "contact.opted_out.v1",
      "campaign.turn_came.v1",
      "run.restarted.v1",
      "call.missed.v1",
      "call.attempted.v1",
      "lead.claimed.v1",
      "lead.assigned.v1",
      "lead.waits_for_owner.v1",
      "lead.status_changed.v1",
      "human.contacted.v1",
      "sla.breached.v1",
      "staff.alerted.v1",
    ],
  },
  {
    functionName: "assign-leads",
    types: ["lead.received.v1", "lead.status_changed.v1", "lead.claimed.v1", "lead.erased.v1"],
  },
  {
    functionName: "update-reports",
    types: [
      "lead.received.v1",
      "lead.inquired_again.v1",
      "touch.sent.v1",
      "touch.skipped.v1",
      "touch.failed.v1",
      "touch.ambiguous.v1",
      "touch.delivery_updated.v1",
      "human.contacted.v1",
      "call.attempted.v1",
      "call.missed.v1",
      "disposition.recorded.v1",
      "lead.status_changed.v1",
      "lead.assigned.v1",
      "lead.claimed.v1",
      "sla.breached.v1",
    ],
  },
  {
    functionName: "update-members",
    types: [
      "lead.received.v1",
      "touch.sent.v1",
      "reply.received.v1",
      "interest.shown.v1",
      "lead.status_changed.v1",
      "contact.opted_out.v1",
    ],
  },
];
