import * as z from "zod";
import { createPracticeConfigs } from "../../shared/adapters/dynamo/practice-configs.ts";
import { createPracticeNumbers } from "../../shared/adapters/dynamo/practice-numbers.ts";
import { createSendingSwitch } from "../../shared/adapters/dynamo/sending-switch.ts";
import { createDynamoStore } from "../../shared/adapters/dynamo/store.ts";
import { createFollowUps } from "../../shared/adapters/follow-ups.ts";
import { cryptoIds } from "../../shared/adapters/ids.ts";
import { readInboundSms } from "../../shared/adapters/inbound-sms.ts";
import { createKeyRings } from "../../shared/adapters/key-ring.ts";
import { createOptOutMirror } from "../../shared/adapters/opt-out-mirror.ts";
import { createSmsSender } from "../../shared/adapters/sms-sender.ts";
import { systemClock } from "../../shared/adapters/system-clock.ts";
import { readEnv } from "../../shared/platform/env.ts";
import { createLogger } from "../../shared/platform/logger.ts";
import { createMetrics } from "../../shared/platform/metrics.ts";
import { topicHandler } from "../../shared/platform/queue-topic.ts";
import { receiveSms } from "./logic.ts";

const Text = z.string().min(1);
const env = readEnv(
  z.object({ LEAD_TABLE: Text, CONTACT_TABLE: Text, KEY_RING_SECRET_ID: Text, FOLLOW_UP_STATE_MACHINE_ARN: Text }),
);
const clock = systemClock;
const { LEAD_TABLE: leadTable, CONTACT_TABLE: contactTable } = env;
const deps = {
  store: createDynamoStore({ leadTable, contactTable }),
  configs: createPracticeConfigs({ leadTable, clock }),
  keyRings: createKeyRings({ secretId: env.KEY_RING_SECRET_ID, clock }),
  numbers: createPracticeNumbers({ leadTable }),
  followUps: createFollowUps({ stateMachineArn: env.FOLLOW_UP_STATE_MACHINE_ARN }),
  sending: createSendingSwitch({ leadTable }),
  sms: createSmsSender(),
  optOuts: createOptOutMirror(),
  ids: cryptoIds,
  clock,
  metrics: createMetrics(),
  logger: createLogger("receive-sms"),
};

/** Text messages that people send to our numbers, from their topic. */
export const handler = topicHandler(async (notification) => {
  await receiveSms(deps, readInboundSms(notification));
});
