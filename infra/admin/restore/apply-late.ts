import type { LeadEvent } from "../../../shared/contracts/events.ts";
import type { LeadStatus } from "../../../shared/domain/vocabulary.ts";
import { applyEvent } from "./apply-event.ts";
import { type RestoredLead, withRun } from "./restored-lead.ts";

/** What counts whatever came after it: what went out, what must not go out, and what must not be kept or lost. */
const PROTECTIVE = /^(touch|contact|person)[.]|^staff[.]alerted|^lead[.]erased|^reply[.]received/;
/** Where a lead is written to without a person's word. */
const AUTOMATIC: ReadonlySet<LeadStatus> = new Set([
  "unanswered",
  "following_up",
  "nurturing",
  "reactivating",
  "stalled",
]);

/**
 * The state after an event that the table has gone on without: what it knows better by now is not undone. Where the event handed the lead to
 * people, and the table still writes to it, people have it: to ask a person in vain is better than to write to one who answered.
 */
export function applyLate(state: RestoredLead, event: LeadEvent): RestoredLead {
  if (PROTECTIVE.test(event.type)) return applyEvent(state, event);
  if (event.type === "lead.status_changed.v1") {
    const isHandedOver = AUTOMATIC.has(state.lead.status) && !AUTOMATIC.has(event.data.to);
    return isHandedOver ? applyEvent(state, event) : state;
  }
  if (event.type === "run.restarted.v1" && (event.data.why === "replied" || event.data.why === "interested")) {
    const { repliedAt = event.occurredAt } = state.lead.clocks;
    return withRun(state, event.data.runId, (run) =>
      run.outcome === undefined ? { ...run, staffOnlySince: run.staffOnlySince ?? repliedAt } : run,
    );
  }
  return state;
}
