import * as z from "zod";
import { createPracticeConfigs } from "../../shared/adapters/dynamo/practice-configs.ts";
import { createDynamoStore } from "../../shared/adapters/dynamo/store.ts";
import { systemClock } from "../../shared/adapters/system-clock.ts";
import { readEnv } from "../../shared/platform/env.ts";
import { httpHandler } from "../../shared/platform/http.ts";
import { createLogger } from "../../shared/platform/logger.ts";
import { postClaim } from "./logic.ts";

const env = readEnv(z.object({ LEAD_TABLE: z.string().min(1) }));
const clock = systemClock;
const logger = createLogger("claim-lead");
const deps = {
  // No contact table: who takes a lead on needs no contact data.
  store: createDynamoStore({ leadTable: env.LEAD_TABLE }),
  configs: createPracticeConfigs({ leadTable: env.LEAD_TABLE, clock }),
  clock,
};

/** `POST /v1/leads/{leadId}/claim`. */
export const handler = httpHandler({ clock, logger }, (request) =>
  postClaim(deps, { ...request, leadId: request.pathParameters.leadId }),
);
