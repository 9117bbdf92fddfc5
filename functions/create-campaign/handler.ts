import * as z from "zod";
import { createPracticeConfigs } from "../../shared/adapters/dynamo/practice-configs.ts";
import { createDynamoStore } from "../../shared/adapters/dynamo/store.ts";
import { systemClock } from "../../shared/adapters/system-clock.ts";
import { readEnv } from "../../shared/platform/env.ts";
import { httpHandler } from "../../shared/platform/http.ts";
import { createLogger } from "../../shared/platform/logger.ts";
import { createCampaign } from "./logic.ts";

const env = readEnv(z.object({ LEAD_TABLE: z.string().min(1) }));
const clock = systemClock;
const logger = createLogger("create-campaign");
const store = createDynamoStore({ leadTable: env.LEAD_TABLE });
const deps = { store, queries: store, configs: createPracticeConfigs({ leadTable: env.LEAD_TABLE, clock }), clock };
const STATUS = { created: 201, there: 200 } as const;

/** `POST /v1/campaigns`. */
export const handler = httpHandler({ clock, logger }, async (request) => {
  const { is, campaign } = await createCampaign(deps, request);
  return { status: STATUS[is], body: campaign };
});
