import * as z from "zod";
import { createDynamoStore } from "../../shared/adapters/dynamo/store.ts";
import { systemClock } from "../../shared/adapters/system-clock.ts";
import { readEnv } from "../../shared/platform/env.ts";
import { httpHandler } from "../../shared/platform/http.ts";
import { createLogger } from "../../shared/platform/logger.ts";
import { readContact } from "./logic.ts";

const env = readEnv(z.object({ LEAD_TABLE: z.string().min(1), CONTACT_TABLE: z.string().min(1) }));
const clock = systemClock;
const logger = createLogger("read-contact");
const store = createDynamoStore({ leadTable: env.LEAD_TABLE, contactTable: env.CONTACT_TABLE });
const deps = { store, queries: store, clock };

/** `GET /v1/leads/{leadId}/contact`. */
export const handler = httpHandler({ clock, logger }, async (request) => ({
  status: 200,
  body: await readContact(deps, { ...request, leadId: request.pathParameters.leadId }),
}));
