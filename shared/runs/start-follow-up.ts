import type { FollowUpInput } from "../contracts/workflow.ts";
import { FirstTouchError } from "../domain/errors.ts";
import type { FollowUps, Logger } from "../ports/index.ts";

/**
 * Starts the execution of a run that is committed. A failure is logged and no more: nothing is lost, since the run's `wakeAt`
 * makes `revive-runs` start what does not start here.
 */
export async function startFollowUp(
  { followUps, logger }: { readonly followUps: FollowUps; readonly logger: Logger },
  input: FollowUpInput,
): Promise<void> {
  try {
    await followUps.start(input);
  } catch (error) {
    const { practiceId, leadId, runId } = input;
    const code = error instanceof FirstTouchError ? error.code : "unknown";
    logger.error("the follow-up could not be started", { practiceId, leadId, runId, code });
  }
}
