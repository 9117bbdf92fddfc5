import * as z from "zod";
import { createPracticeConfigs } from "../../shared/adapters/dynamo/practice-configs.ts";
import { createDynamoStore } from "../../shared/adapters/dynamo/store.ts";
import { systemClock } from "../../shared/adapters/system-clock.ts";
import { createWorkflows } from "../../shared/adapters/workflows.ts";
import { readEnv } from "../../shared/platform/env.ts";
import { createLogger } from "../../shared/platform/logger.ts";
import { taskHandler } from "../../shared/platform/task.ts";
import { startJobs } from "./logic.ts";

const env = readEnv(
  z.object({
    LEAD_TABLE: z.string(),
    LEAD_IMPORT_STATE_MACHINE_ARN: z.string(),
    REACTIVATION_STATE_MACHINE_ARN: z.string(),
  }),
);
const deps = {
  store: createDynamoStore({ leadTable: env.LEAD_TABLE }),
  configs: createPracticeConfigs({ leadTable: env.LEAD_TABLE, clock: systemClock }),
  workflows: createWorkflows({
    leadImportArn: env.LEAD_IMPORT_STATE_MACHINE_ARN,
    reactivationArn: env.REACTIVATION_STATE_MACHINE_ARN,
  }),
  clock: systemClock,
  logger: createLogger("start-jobs"),
};

/** Runs each minute; what the schedule sends does not matter. */
export const handler = taskHandler(z.unknown(), () => startJobs(deps));
