import * as z from "zod";
import { createPracticeConfigs } from "../../shared/adapters/dynamo/practice-configs.ts";
import { createDynamoStore } from "../../shared/adapters/dynamo/store.ts";
import { createFollowUps } from "../../shared/adapters/follow-ups.ts";
import { systemClock } from "../../shared/adapters/system-clock.ts";
import { CampaignDayInputSchema } from "../../shared/contracts/workflow.ts";
import { readEnv } from "../../shared/platform/env.ts";
import { createLogger } from "../../shared/platform/logger.ts";
import { taskHandler } from "../../shared/platform/task.ts";
import { enrollMembers } from "./logic.ts";

const env = readEnv(z.object({ LEAD_TABLE: z.string(), FOLLOW_UP_STATE_MACHINE_ARN: z.string() }));
const deps = {
  store: createDynamoStore({ leadTable: env.LEAD_TABLE }),
  configs: createPracticeConfigs({ leadTable: env.LEAD_TABLE, clock: systemClock }),
  followUps: createFollowUps({ stateMachineArn: env.FOLLOW_UP_STATE_MACHINE_ARN }),
  clock: systemClock,
  logger: createLogger("enroll-members"),
};

/** Task of the reactivation state machine: the turns of the next members of a campaign. */
export const handler = taskHandler(CampaignDayInputSchema, (task) => enrollMembers(deps, task));
