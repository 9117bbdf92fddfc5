import * as z from "zod";
import { createPracticeConfigs } from "../../shared/adapters/dynamo/practice-configs.ts";
import { createSendingSwitch } from "../../shared/adapters/dynamo/sending-switch.ts";
import { createDynamoStore } from "../../shared/adapters/dynamo/store.ts";
import { createEmailSender } from "../../shared/adapters/email-sender.ts";
import { cryptoIds } from "../../shared/adapters/ids.ts";
import { createKeyRings } from "../../shared/adapters/key-ring.ts";
import { systemClock } from "../../shared/adapters/system-clock.ts";
import { SendTaskSchema } from "../../shared/contracts/workflow.ts";
import { readEnv } from "../../shared/platform/env.ts";
import { createLogger } from "../../shared/platform/logger.ts";
import { taskHandler } from "../../shared/platform/task.ts";
import { sendEmail } from "./logic.ts";

const Text = z.string().min(1);
const env = readEnv(
  z.object({
    LEAD_TABLE: Text,
    CONTACT_TABLE: Text,
    KEY_RING_SECRET_ID: Text.optional(),
    PUBLIC_URL: z.url().optional(),
  }),
);
const secretId = env.KEY_RING_SECRET_ID;
const deps = {
  store: createDynamoStore({ leadTable: env.LEAD_TABLE, contactTable: env.CONTACT_TABLE }),
  configs: createPracticeConfigs({ leadTable: env.LEAD_TABLE, clock: systemClock }),
  sending: createSendingSwitch({ leadTable: env.LEAD_TABLE }),
  clock: systemClock,
  ids: cryptoIds,
  logger: createLogger("send-email"),
  email: createEmailSender(),
  ...(secretId === undefined ? {} : { keyRings: createKeyRings({ secretId, clock: systemClock }) }),
  publicUrl: env.PUBLIC_URL,
};

/** Task of the follow-up state machine: sends one email. */
export const handler = taskHandler(SendTaskSchema, (task) => sendEmail(deps, task));
