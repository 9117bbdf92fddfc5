import * as z from "zod";
import { createAccessKeys } from "../../shared/adapters/dynamo/access-keys.ts";
import { createDynamoStore } from "../../shared/adapters/dynamo/store.ts";
import { systemClock } from "../../shared/adapters/system-clock.ts";
import { readEnv } from "../../shared/platform/env.ts";
import { httpHandler } from "../../shared/platform/http.ts";
import { createLogger } from "../../shared/platform/logger.ts";
import { readLead } from "./logic.ts";

const env = readEnv(z.object({ LEAD_TABLE: z.string().min(1) }));
const clock = systemClock;
const logger = createLogger("read-lead");
const access = createAccessKeys({ leadTable: env.LEAD_TABLE, clock });
// No contact table: whatever goes wrong here, no contact data can be shown.
const store = createDynamoStore({ leadTable: env.LEAD_TABLE });

/** `GET /v1/leads/{leadId}`, and `GET /v1/test-leads/{leadId}` for the mystery shopper. */
export const handler = httpHandler({ access, clock, logger }, async (request) => ({
  status: 200,
  body: await readLead({ store, queries: store }, { ...request, leadId: request.pathParameters.leadId }),
}));
