import * as z from "zod";
import { createPracticeConfigs } from "../../shared/adapters/dynamo/practice-configs.ts";
import { createSendingSwitch } from "../../shared/adapters/dynamo/sending-switch.ts";
import { createDynamoStore } from "../../shared/adapters/dynamo/store.ts";
import { createEmailSender } from "../../shared/adapters/email-sender.ts";
import { createSmsSender } from "../../shared/adapters/sms-sender.ts";
import { systemClock } from "../../shared/adapters/system-clock.ts";
import { readEnv } from "../../shared/platform/env.ts";
import { createLogger } from "../../shared/platform/logger.ts";
import { createMetrics } from "../../shared/platform/metrics.ts";
import { taskHandler } from "../../shared/platform/task.ts";
import { tendDesks } from "./logic.ts";

const env = readEnv(z.object({ LEAD_TABLE: z.string().min(1) }));
// No contact table: a digest is made without anybody's name.
const store = createDynamoStore({ leadTable: env.LEAD_TABLE });
const deps = {
  store,
  queries: store,
  configs: createPracticeConfigs({ leadTable: env.LEAD_TABLE, clock: systemClock }),
  sending: createSendingSwitch({ leadTable: env.LEAD_TABLE }),
  sms: createSmsSender(),
  email: createEmailSender(),
  clock: systemClock,
  metrics: createMetrics(),
  logger: createLogger("tend-desk"),
};

/** Runs each minute; what the schedule sends does not matter. */
export const handler = taskHandler(z.unknown(), () => tendDesks(deps));
