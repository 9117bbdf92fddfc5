import * as z from "zod";
import { createDynamoStore } from "../../shared/adapters/dynamo/store.ts";
import { createFollowUps } from "../../shared/adapters/follow-ups.ts";
import { systemClock } from "../../shared/adapters/system-clock.ts";
import { readEnv } from "../../shared/platform/env.ts";
import { createLogger } from "../../shared/platform/logger.ts";
import { createMetrics } from "../../shared/platform/metrics.ts";
import { taskHandler } from "../../shared/platform/task.ts";
import { reviveRuns } from "./logic.ts";

const env = readEnv(z.object({ LEAD_TABLE: z.string(), FOLLOW_UP_STATE_MACHINE_ARN: z.string() }));
const deps = {
  store: createDynamoStore({ leadTable: env.LEAD_TABLE }),
  followUps: createFollowUps({ stateMachineArn: env.FOLLOW_UP_STATE_MACHINE_ARN }),
  metrics: createMetrics(),
  clock: systemClock,
  logger: createLogger("revive-runs"),
};

/** Runs each minute; what the schedule sends does not matter. */
export const handler = taskHandler(z.unknown(), () => reviveRuns(deps));
