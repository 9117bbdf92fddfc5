import * as z from "zod";
import { createPracticeConfigs } from "../../shared/adapters/dynamo/practice-configs.ts";
import { createDynamoStore } from "../../shared/adapters/dynamo/store.ts";
import { systemClock } from "../../shared/adapters/system-clock.ts";
import { CampaignDayInputSchema } from "../../shared/contracts/workflow.ts";
import { readEnv } from "../../shared/platform/env.ts";
import { taskHandler } from "../../shared/platform/task.ts";
import { listMembers } from "./logic.ts";

const env = readEnv(z.object({ LEAD_TABLE: z.string() }));
const deps = {
  store: createDynamoStore({ leadTable: env.LEAD_TABLE }),
  configs: createPracticeConfigs({ leadTable: env.LEAD_TABLE, clock: systemClock }),
  clock: systemClock,
};

/** Task of the reactivation state machine: make members of the next stalled leads. */
export const handler = taskHandler(CampaignDayInputSchema, (task) => listMembers(deps, task));
