import * as z from "zod";
import { createPracticeConfigs } from "../../shared/adapters/dynamo/practice-configs.ts";
import { createDynamoStore } from "../../shared/adapters/dynamo/store.ts";
import { createKeyRings } from "../../shared/adapters/key-ring.ts";
import { systemClock } from "../../shared/adapters/system-clock.ts";
import { readEnv } from "../../shared/platform/env.ts";
import { httpHandler } from "../../shared/platform/http.ts";
import { createLogger } from "../../shared/platform/logger.ts";
import { findPersons } from "./logic.ts";

const env = readEnv(z.object({ LEAD_TABLE: z.string().min(1), KEY_RING_SECRET_ID: z.string().min(1) }));
const clock = systemClock;
const logger = createLogger("find-persons");
const deps = {
  // No contact table: a number is compared by its keyed hash, and none is shown.
  store: createDynamoStore({ leadTable: env.LEAD_TABLE }),
  configs: createPracticeConfigs({ leadTable: env.LEAD_TABLE, clock }),
  keyRings: createKeyRings({ secretId: env.KEY_RING_SECRET_ID, clock }),
};

/** `POST /v1/persons/search`. */
export const handler = httpHandler({ clock, logger }, async (request) => ({
  status: 200,
  body: await findPersons(deps, request),
}));
