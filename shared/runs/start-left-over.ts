import type { Run } from "../domain/entities/run.ts";
import type { FollowUps, Logger } from "../ports/index.ts";
import { followUpInput } from "./follow-up-input.ts";
import { startFollowUp } from "./start-follow-up.ts";

/** Starts the execution of a run that has not planned since it restarted: whoever restarted it may not have got that far. */
export async function startLeftOver(
  deps: { readonly followUps: FollowUps; readonly logger: Logger },
  run: Run,
): Promise<undefined> {
  if (run.waitingFor === "start" && run.outcome === undefined)
    await startFollowUp(deps, followUpInput(run, { type: "plan" }));
}
