import type { Context } from "aws-lambda";
import * as z from "zod";
import { createAccessKeys } from "../../shared/adapters/dynamo/access-keys.ts";
import { createKeyUses } from "../../shared/adapters/dynamo/key-uses.ts";
import { createPracticeConfigs } from "../../shared/adapters/dynamo/practice-configs.ts";
import { createDynamoStore } from "../../shared/adapters/dynamo/store.ts";
import { createFollowUps } from "../../shared/adapters/follow-ups.ts";
import { cryptoIds } from "../../shared/adapters/ids.ts";
import { createKeyRings } from "../../shared/adapters/key-ring.ts";
import { systemClock } from "../../shared/adapters/system-clock.ts";
import { BrowserOriginsSchema } from "../../shared/contracts/browser-origins.ts";
import { FlowEventSchema, flowCallOf } from "../../shared/contracts/flow-call.ts";
import { MysteryNumbersSchema } from "../../shared/contracts/mystery-lists.ts";
import { readEnv } from "../../shared/platform/env.ts";
import { httpHandler } from "../../shared/platform/http.ts";
import { createLogger } from "../../shared/platform/logger.ts";
import { createMetrics } from "../../shared/platform/metrics.ts";
import { taskHandler } from "../../shared/platform/task.ts";
import { receiveFlowCall } from "./flow-call.ts";
import { receiveLead } from "./logic.ts";
import { receiveMissedCall } from "./missed-call.ts";

const Text = z.string().min(1);
const env = readEnv(
  z.object({
    LEAD_TABLE: Text,
    CONTACT_TABLE: Text,
    FOLLOW_UP_STATE_MACHINE_ARN: Text,
    KEY_RING_SECRET_ID: Text,
    MYSTERY_NUMBERS: MysteryNumbersSchema,
    BROWSER_ORIGINS: BrowserOriginsSchema,
  }),
);
const clock = systemClock;
const logger = createLogger("receive-lead");
const access = createAccessKeys({ leadTable: env.LEAD_TABLE, clock });
const uses = createKeyUses({ leadTable: env.LEAD_TABLE });
const deps = {
  store: createDynamoStore({ leadTable: env.LEAD_TABLE, contactTable: env.CONTACT_TABLE }),
  configs: createPracticeConfigs({ leadTable: env.LEAD_TABLE, clock }),
  keyRings: createKeyRings({ secretId: env.KEY_RING_SECRET_ID, clock }),
  followUps: createFollowUps({ stateMachineArn: env.FOLLOW_UP_STATE_MACHINE_ARN }),
  ids: cryptoIds,
  metrics: createMetrics(),
  mysteryNumbers: env.MYSTERY_NUMBERS,
  clock,
  logger,
};

const ofApi = httpHandler({ access, uses, clock, logger, origins: env.BROWSER_ORIGINS }, async (request) => {
  const input = { ...request, idempotencyKey: request.headers["idempotency-key"] };
  const receive = request.route === "POST /v1/missed-calls" ? receiveMissedCall : receiveLead;
  return { status: 202, body: await receive(deps, input) };
});
const ofFlow = taskHandler(FlowEventSchema, (event) => receiveFlowCall(deps, flowCallOf(event)));

/** `POST /v1/leads` and `POST /v1/missed-calls`; and calls that nobody took, from a contact flow of Amazon Connect. */
export const handler = (event: Parameters<typeof ofApi>[0], context?: Context) =>
  "Details" in event ? ofFlow(event, context) : ofApi(event, context);
