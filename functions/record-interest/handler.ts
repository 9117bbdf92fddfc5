import * as z from "zod";
import { createPracticeConfigs } from "../../shared/adapters/dynamo/practice-configs.ts";
import { createDynamoStore } from "../../shared/adapters/dynamo/store.ts";
import { createFollowUps } from "../../shared/adapters/follow-ups.ts";
import { createKeyRings } from "../../shared/adapters/key-ring.ts";
import { systemClock } from "../../shared/adapters/system-clock.ts";
import { readEnv } from "../../shared/platform/env.ts";
import { pageHandler } from "../../shared/platform/http-page.ts";
import { createLogger } from "../../shared/platform/logger.ts";
import { recordInterest } from "./logic.ts";
import { interestPage } from "./page.ts";

const Text = z.string().min(1);
const env = readEnv(z.object({ LEAD_TABLE: Text, KEY_RING_SECRET_ID: Text, FOLLOW_UP_STATE_MACHINE_ARN: Text }));
const logger = createLogger("record-interest");
const deps = {
  // No contact table: whatever goes wrong here, no contact data can be shown.
  store: createDynamoStore({ leadTable: env.LEAD_TABLE }),
  keyRings: createKeyRings({ secretId: env.KEY_RING_SECRET_ID, clock: systemClock }),
  configs: createPracticeConfigs({ leadTable: env.LEAD_TABLE, clock: systemClock }),
  followUps: createFollowUps({ stateMachineArn: env.FOLLOW_UP_STATE_MACHINE_ARN }),
  clock: systemClock,
  logger,
};

/** `GET` and `POST /interested/{token}`. */
export const handler = pageHandler({ logger }, async ({ isPost, pathParameters }) =>
  interestPage(await recordInterest(deps, { token: pathParameters.token, confirmed: isPost })),
);
