import { createDynamoStore } from "../../shared/adapters/dynamo/store.ts";
import { FollowUpInputSchema } from "../../shared/contracts/workflow.ts";
import { executionNameOf } from "../../shared/domain/ids.ts";
import { followUpInput } from "../../shared/runs/follow-up-input.ts";
import { LOCAL_NAMES } from "./environment.ts";
import type { Machines } from "./state-machine/machines.ts";

/** Every moment that a run may wait for is before this. */
const END_OF_TIME = Date.parse("9999-01-01T00:00:00Z");
const MAX_RUNS = 100_000;

/**
 * Gives every active run in the table an execution of its current generation. Step Functions keeps executions for as long as
 * they take; the embedded one loses them with the process, and this is how it finds them again.
 */
export async function resumeRuns(machines: Machines): Promise<number> {
  const store = createDynamoStore({ leadTable: LOCAL_NAMES.leadTable });
  const keys = await store.lateRuns(END_OF_TIME, MAX_RUNS);
  for (const key of keys) {
    const run = await store.read("run", key);
    if (run?.wakeAt === undefined) continue;
    const input = followUpInput(run, { type: "plan" });
    machines.start("follow-up", executionNameOf(run.runId, run.generation), FollowUpInputSchema.parse(input));
  }
  return keys.length;
}
