import * as z from "zod";
import { createPracticeConfigs } from "../../shared/adapters/dynamo/practice-configs.ts";
import { createDynamoStore } from "../../shared/adapters/dynamo/store.ts";
import { systemClock } from "../../shared/adapters/system-clock.ts";
import { readEnv } from "../../shared/platform/env.ts";
import { httpHandler } from "../../shared/platform/http.ts";
import { createLogger } from "../../shared/platform/logger.ts";
import { postCall } from "./logic.ts";

const env = readEnv(z.object({ LEAD_TABLE: z.string().min(1) }));
const clock = systemClock;
const logger = createLogger("record-call");
// No contact table: how a call came out needs no contact data.
const store = createDynamoStore({ leadTable: env.LEAD_TABLE });
const deps = {
  store,
  queries: store,
  configs: createPracticeConfigs({ leadTable: env.LEAD_TABLE, clock }),
  clock,
};

/** `POST /v1/leads/{leadId}/calls`. */
export const handler = httpHandler({ clock, logger }, async (request) => ({
  status: 201,
  body: await postCall(deps, { ...request, leadId: request.pathParameters.leadId }),
}));
