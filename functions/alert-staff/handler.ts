import * as z from "zod";
import { createCallRegistry } from "../../shared/adapters/call-registry.ts";
import { createPracticeConfigs } from "../../shared/adapters/dynamo/practice-configs.ts";
import { createSendingSwitch } from "../../shared/adapters/dynamo/sending-switch.ts";
import { createDynamoStore } from "../../shared/adapters/dynamo/store.ts";
import { createEmailSender } from "../../shared/adapters/email-sender.ts";
import { cryptoIds } from "../../shared/adapters/ids.ts";
import { createKeyRings } from "../../shared/adapters/key-ring.ts";
import { createSmsSender } from "../../shared/adapters/sms-sender.ts";
import { systemClock } from "../../shared/adapters/system-clock.ts";
import { AlertTaskSchema } from "../../shared/contracts/workflow.ts";
import { readEnv } from "../../shared/platform/env.ts";
import { createLogger } from "../../shared/platform/logger.ts";
import { taskHandler } from "../../shared/platform/task.ts";
import { alertStaff } from "./logic.ts";

const Text = z.string().min(1);
const env = readEnv(
  z.object({ LEAD_TABLE: Text, KEY_RING_SECRET_ID: Text.optional(), PUBLIC_URL: z.url().optional() }),
);
const secretId = env.KEY_RING_SECRET_ID;
const deps = {
  // No contact table: nothing here may reach the vault.
  store: createDynamoStore({ leadTable: env.LEAD_TABLE }),
  configs: createPracticeConfigs({ leadTable: env.LEAD_TABLE, clock: systemClock }),
  sending: createSendingSwitch({ leadTable: env.LEAD_TABLE }),
  clock: systemClock,
  ids: cryptoIds,
  logger: createLogger("alert-staff"),
  sms: createSmsSender(),
  email: createEmailSender(),
  registry: createCallRegistry(),
  ...(secretId === undefined ? {} : { keyRings: createKeyRings({ secretId, clock: systemClock }) }),
  publicUrl: env.PUBLIC_URL,
};

/** Task of the follow-up state machine: tells a person. */
export const handler = taskHandler(AlertTaskSchema, (task) => alertStaff(deps, task));
