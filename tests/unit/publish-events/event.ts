import { type LeadEvent, parseEvent } from "../../../shared/contracts/events.ts";

const LEAD_ID = "01JD0000000000000000000000";

/** An event of a lead by its version, with overrides. */
export function leadEvent(version: number, overrides: Record<string, unknown> = {}): LeadEvent {
  return parseEvent({
    id: `${LEAD_ID}#${version}`,
    type: "lead.status_changed.v1",
    occurredAt: Date.UTC(2026, 11, 1, 16, 2),
    practiceId: "bright-smile",
    leadId: LEAD_ID,
    version,
    actor: { kind: "system", id: "deliver-touch" },
    reason: "first_response",
    data: { from: "unanswered", to: "following_up" },
    ...overrides,
  });
}
