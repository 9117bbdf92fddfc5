import type { FollowUpInput } from "../contracts/workflow.ts";
import type { Lead } from "../domain/entities/lead.ts";
import type { Run } from "../domain/entities/run.ts";
import type { Commit } from "../ports/store.ts";
import { changeRun, type RunChange } from "./change-run.ts";

/** Why and by whom a run goes on under a new generation. */
export type Restart = Pick<RunChange, "now" | "actor" | "lateMs"> & {
  readonly why: NonNullable<RunChange["restart"]>;
  /** When the run must show life, ms; it counts as late after that. */
  readonly wakeAt: number;
};

/** Fences off the older execution of a run: the commit that raises its generation, and the input of the execution to start next. */
export function restartRun(
  lead: Lead,
  run: Run,
  { why, ...restart }: Restart,
): { commit: Commit<"lead" | "run">; input: FollowUpInput } {
  const { commit, start } = changeRun(lead, run, { ...restart, lead, run, drafts: [], restart: why });
  return { commit, input: start };
}
