import type { Run } from "../../shared/domain/entities/run.ts";
import { followUpInput } from "../../shared/runs/follow-up-input.ts";
import { startFollowUp } from "../../shared/runs/start-follow-up.ts";
import type { ReceiveSmsDeps } from "./types.ts";

/** Starts the execution of a run that has not planned since it restarted: whoever restarted it may not have got that far. */
export async function startLeftOver(deps: ReceiveSmsDeps, run: Run): Promise<undefined> {
  if (run.waitingFor === "start" && run.outcome === undefined)
    await startFollowUp(deps, followUpInput(run, { type: "plan" }));
}
