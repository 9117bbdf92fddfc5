import type { Lead } from "../../shared/domain/entities/lead.ts";
import type { Run } from "../../shared/domain/entities/run.ts";
import type { Touch } from "../../shared/domain/entities/touch.ts";

/**
 * Whether the lead has been left without an answer by this touch, which was reported failed: it went out for the inquiry whose
 * clock runs, and nothing else that went out for it is still believed to have arrived. `run` is the lead's, with the failure noted.
 */
export function leavesUnanswered(lead: Lead, run: Run, touch: Touch): boolean {
  const { firstResponseAt, firstResponseFailedAt } = lead.clocks;
  const isAnswered = firstResponseAt !== undefined && firstResponseFailedAt === undefined;
  if (!isAnswered || lead.status !== "following_up" || !isFollowedUp(lead, run)) return false;
  return touch.state === "sent" && answersCurrent(lead, touch) && !isReached(lead, run);
}

/** Whether this touch, which arrived after all, answers a lead that counts as unanswered because messages failed. */
export function answersAfterAll(lead: Lead, touch: Touch): boolean {
  return lead.clocks.firstResponseFailedAt !== undefined && answersCurrent(lead, touch);
}

/** Whether the pipeline itself goes on with this run of the lead. */
export function isFollowedUp(lead: Lead, run: Run): boolean {
  return lead.runId === run.runId && run.outcome === undefined && run.staffOnlySince === undefined;
}

/** What was claimed before the person asked again answers their earlier inquiry. */
function answersCurrent({ clocks }: Lead, { claimedAt }: Touch): boolean {
  return claimedAt >= clocks.startedAt;
}

function isReached({ clocks }: Lead, { steps }: Run): boolean {
  return Object.values(steps).some(
    ({ state, channel, at, delivery }) =>
      at >= clocks.startedAt &&
      channel !== "call_task" &&
      (delivery === "delivered" || (state === "sent" && delivery !== "failed")),
  );
}
