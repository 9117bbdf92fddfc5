import * as z from "zod";
import { createPracticeConfigs } from "../../shared/adapters/dynamo/practice-configs.ts";
import { createDynamoStore } from "../../shared/adapters/dynamo/store.ts";
import { createKeyRings } from "../../shared/adapters/key-ring.ts";
import { systemClock } from "../../shared/adapters/system-clock.ts";
import { readEnv } from "../../shared/platform/env.ts";
import { pageHandler } from "../../shared/platform/http-page.ts";
import { createLogger } from "../../shared/platform/logger.ts";
import { unsubscribe } from "./logic.ts";
import { unsubscribePage } from "./page.ts";

const env = readEnv(z.object({ LEAD_TABLE: z.string().min(1), KEY_RING_SECRET_ID: z.string().min(1) }));
const logger = createLogger("unsubscribe");
const deps = {
  // No contact table: whatever goes wrong here, no contact data can be shown.
  store: createDynamoStore({ leadTable: env.LEAD_TABLE }),
  keyRings: createKeyRings({ secretId: env.KEY_RING_SECRET_ID, clock: systemClock }),
  configs: createPracticeConfigs({ leadTable: env.LEAD_TABLE, clock: systemClock }),
  clock: systemClock,
  logger,
};

/** `GET` and `POST /unsubscribe/{token}`. */
export const handler = pageHandler({ logger }, async ({ isPost, pathParameters }) =>
  unsubscribePage(await unsubscribe(deps, { token: pathParameters.token, confirmed: isPost })),
);
