import type { Action, FollowUpInput } from "../contracts/workflow.ts";
import type { Run } from "../domain/entities/run.ts";

/** The input of the execution of a run's current generation, which begins with `action`. */
export function followUpInput({ practiceId, leadId, runId, generation }: Run, action: Action): FollowUpInput {
  return { version: 1, practiceId, leadId, runId, generation, action };
}
