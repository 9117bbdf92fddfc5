import * as z from "zod";
import { createPracticeConfigs } from "../../shared/adapters/dynamo/practice-configs.ts";
import { createDynamoStore } from "../../shared/adapters/dynamo/store.ts";
import { createKeyRings } from "../../shared/adapters/key-ring.ts";
import { systemClock } from "../../shared/adapters/system-clock.ts";
import { readEnv } from "../../shared/platform/env.ts";
import { createLogger } from "../../shared/platform/logger.ts";
import { taskHandler } from "../../shared/platform/task.ts";
import { tendPersons } from "./logic.ts";

const Text = z.string().min(1);
const env = readEnv(z.object({ LEAD_TABLE: Text, CONTACT_TABLE: Text, KEY_RING_SECRET_ID: Text }));
const clock = systemClock;
const store = createDynamoStore({ leadTable: env.LEAD_TABLE, contactTable: env.CONTACT_TABLE });
const deps = {
  store,
  queries: store,
  configs: createPracticeConfigs({ leadTable: env.LEAD_TABLE, clock }),
  keyRings: createKeyRings({ secretId: env.KEY_RING_SECRET_ID, clock }),
  clock,
  logger: createLogger("tend-persons"),
};

/** Runs every few minutes; what the schedule sends does not matter. */
export const handler = taskHandler(z.unknown(), () => tendPersons(deps));
