import * as z from "zod";
import { createPracticeConfigs } from "../../shared/adapters/dynamo/practice-configs.ts";
import { createDynamoStore } from "../../shared/adapters/dynamo/store.ts";
import { createFollowUps } from "../../shared/adapters/follow-ups.ts";
import { cryptoIds } from "../../shared/adapters/ids.ts";
import { createKeyRings } from "../../shared/adapters/key-ring.ts";
import { scryptPins } from "../../shared/adapters/scrypt-pins.ts";
import { systemClock } from "../../shared/adapters/system-clock.ts";
import { readEnv } from "../../shared/platform/env.ts";
import { pageHandler } from "../../shared/platform/http-page.ts";
import { createLogger } from "../../shared/platform/logger.ts";
import { createMetrics } from "../../shared/platform/metrics.ts";
import { actOnLead } from "./logic.ts";
import { actionPage } from "./page.ts";

const Text = z.string().min(1);
const env = readEnv(
  z.object({ LEAD_TABLE: Text, CONTACT_TABLE: Text, KEY_RING_SECRET_ID: Text, FOLLOW_UP_STATE_MACHINE_ARN: Text }),
);
const logger = createLogger("act-on-lead");
const store = createDynamoStore({ leadTable: env.LEAD_TABLE, contactTable: env.CONTACT_TABLE });
const deps = {
  store,
  queries: store,
  configs: createPracticeConfigs({ leadTable: env.LEAD_TABLE, clock: systemClock }),
  keyRings: createKeyRings({ secretId: env.KEY_RING_SECRET_ID, clock: systemClock }),
  followUps: createFollowUps({ stateMachineArn: env.FOLLOW_UP_STATE_MACHINE_ARN }),
  pins: scryptPins,
  ids: cryptoIds,
  clock: systemClock,
  metrics: createMetrics(),
  logger,
};

/** `GET` and `POST /a/{token}`. */
export const handler = pageHandler({ logger }, async ({ pathParameters, ...visit }) =>
  actionPage(await actOnLead(deps, { ...visit, token: pathParameters.token }), pathParameters.token ?? ""),
);
