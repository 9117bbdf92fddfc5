import * as z from "zod";
import { readProviderEvent } from "../../shared/adapters/delivery-events/read-provider-event.ts";
import { createPracticeConfigs } from "../../shared/adapters/dynamo/practice-configs.ts";
import { createDynamoStore } from "../../shared/adapters/dynamo/store.ts";
import { createFollowUps } from "../../shared/adapters/follow-ups.ts";
import { systemClock } from "../../shared/adapters/system-clock.ts";
import { readEnv } from "../../shared/platform/env.ts";
import { providerEventHandler } from "../../shared/platform/foreign-events.ts";
import { createLogger } from "../../shared/platform/logger.ts";
import { createMetrics } from "../../shared/platform/metrics.ts";
import { recordEvent } from "./logic.ts";

const env = readEnv(z.object({ LEAD_TABLE: z.string().min(1), FOLLOW_UP_STATE_MACHINE_ARN: z.string().min(1) }));
const deps = {
  // No contact table: providers quote numbers and addresses, and none of them is needed here.
  store: createDynamoStore({ leadTable: env.LEAD_TABLE }),
  configs: createPracticeConfigs({ leadTable: env.LEAD_TABLE, clock: systemClock }),
  followUps: createFollowUps({ stateMachineArn: env.FOLLOW_UP_STATE_MACHINE_ARN }),
  metrics: createMetrics(),
  clock: systemClock,
  logger: createLogger("record-delivery"),
};

/** Takes what providers report of messages and calls, from the SMS topic and from the default event bus. */
export const handler = providerEventHandler((event) => recordEvent(deps, readProviderEvent(event)));
