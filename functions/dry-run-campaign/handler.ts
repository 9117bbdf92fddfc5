import * as z from "zod";
import { createPracticeConfigs } from "../../shared/adapters/dynamo/practice-configs.ts";
import { createDynamoStore } from "../../shared/adapters/dynamo/store.ts";
import { systemClock } from "../../shared/adapters/system-clock.ts";
import { readEnv } from "../../shared/platform/env.ts";
import { httpHandler } from "../../shared/platform/http.ts";
import { createLogger } from "../../shared/platform/logger.ts";
import { dryRunCampaign } from "./logic.ts";

const env = readEnv(z.object({ LEAD_TABLE: z.string().min(1) }));
const clock = systemClock;
const logger = createLogger("dry-run-campaign");
// No contact table: whatever goes wrong here, no contact data can be shown.
const store = createDynamoStore({ leadTable: env.LEAD_TABLE });
const deps = { store, queries: store, configs: createPracticeConfigs({ leadTable: env.LEAD_TABLE, clock }), clock };

/** `POST /v1/campaigns/{campaignId}/dry-run`. */
export const handler = httpHandler({ clock, logger }, async (request) => ({
  status: 200,
  body: await dryRunCampaign(deps, { ...request, campaignId: request.pathParameters.campaignId }),
}));
