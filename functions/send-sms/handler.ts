import * as z from "zod";
import { createPacer } from "../../shared/adapters/dynamo/pacer.ts";
import { createPracticeConfigs } from "../../shared/adapters/dynamo/practice-configs.ts";
import { createSendingSwitch } from "../../shared/adapters/dynamo/sending-switch.ts";
import { createDynamoStore } from "../../shared/adapters/dynamo/store.ts";
import { cryptoIds } from "../../shared/adapters/ids.ts";
import { createNumberLookup } from "../../shared/adapters/number-lookup.ts";
import { createSmsSender } from "../../shared/adapters/sms-sender.ts";
import { systemClock } from "../../shared/adapters/system-clock.ts";
import { SendTaskSchema } from "../../shared/contracts/workflow.ts";
import { readEnv } from "../../shared/platform/env.ts";
import { createLogger } from "../../shared/platform/logger.ts";
import { taskHandler } from "../../shared/platform/task.ts";
import { sendSms } from "./logic.ts";

const env = readEnv(z.object({ LEAD_TABLE: z.string().min(1), CONTACT_TABLE: z.string().min(1) }));
const deps = {
  store: createDynamoStore({ leadTable: env.LEAD_TABLE, contactTable: env.CONTACT_TABLE }),
  configs: createPracticeConfigs({ leadTable: env.LEAD_TABLE, clock: systemClock }),
  sending: createSendingSwitch({ leadTable: env.LEAD_TABLE }),
  clock: systemClock,
  ids: cryptoIds,
  logger: createLogger("send-sms"),
  sms: createSmsSender(),
  pacer: createPacer({ leadTable: env.LEAD_TABLE }),
  lookup: createNumberLookup(),
};

/** Task of the follow-up state machine: sends one text message. */
export const handler = taskHandler(SendTaskSchema, (task) => sendSms(deps, task));
