import * as z from "zod";
import { createPracticeConfigs } from "../../shared/adapters/dynamo/practice-configs.ts";
import { createDynamoStore } from "../../shared/adapters/dynamo/store.ts";
import { systemClock } from "../../shared/adapters/system-clock.ts";
import { readEnv } from "../../shared/platform/env.ts";
import { httpHandler } from "../../shared/platform/http.ts";
import { createLogger } from "../../shared/platform/logger.ts";
import { attestNoOptOuts } from "./logic.ts";

const env = readEnv(z.object({ LEAD_TABLE: z.string().min(1) }));
const clock = systemClock;
const logger = createLogger("attest-no-opt-outs");
const store = createDynamoStore({ leadTable: env.LEAD_TABLE });
const deps = { store, configs: createPracticeConfigs({ leadTable: env.LEAD_TABLE, clock }), clock, logger };

/** `POST /v1/suppressions/attestations`. */
export const handler = httpHandler({ clock, logger }, async (request) => ({
  status: 201,
  body: await attestNoOptOuts(deps, request),
}));
