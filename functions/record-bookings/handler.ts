import * as z from "zod";
import { createAccessKeys } from "../../shared/adapters/dynamo/access-keys.ts";
import { createKeyUses } from "../../shared/adapters/dynamo/key-uses.ts";
import { createPracticeConfigs } from "../../shared/adapters/dynamo/practice-configs.ts";
import { createDynamoStore } from "../../shared/adapters/dynamo/store.ts";
import { createFollowUps } from "../../shared/adapters/follow-ups.ts";
import { createKeyRings } from "../../shared/adapters/key-ring.ts";
import { systemClock } from "../../shared/adapters/system-clock.ts";
import { BrowserOriginsSchema } from "../../shared/contracts/browser-origins.ts";
import { readEnv } from "../../shared/platform/env.ts";
import { httpHandler } from "../../shared/platform/http.ts";
import { createLogger } from "../../shared/platform/logger.ts";
import { recordBookings } from "./logic.ts";

const Text = z.string().min(1);
const env = readEnv(
  z.object({
    LEAD_TABLE: Text,
    FOLLOW_UP_STATE_MACHINE_ARN: Text,
    KEY_RING_SECRET_ID: Text,
    BROWSER_ORIGINS: BrowserOriginsSchema,
  }),
);
const clock = systemClock;
const logger = createLogger("record-bookings");
const access = createAccessKeys({ leadTable: env.LEAD_TABLE, clock });
const uses = createKeyUses({ leadTable: env.LEAD_TABLE });
const deps = {
  // No contact table: numbers and addresses are compared by their keyed hashes, and forgotten.
  store: createDynamoStore({ leadTable: env.LEAD_TABLE }),
  configs: createPracticeConfigs({ leadTable: env.LEAD_TABLE, clock }),
  keyRings: createKeyRings({ secretId: env.KEY_RING_SECRET_ID, clock }),
  followUps: createFollowUps({ stateMachineArn: env.FOLLOW_UP_STATE_MACHINE_ARN }),
  clock,
  logger,
};

/** `POST /v1/bookings`. */
export const handler = httpHandler({ access, uses, clock, logger, origins: env.BROWSER_ORIGINS }, async (request) => ({
  status: 200,
  body: await recordBookings(deps, request),
}));
