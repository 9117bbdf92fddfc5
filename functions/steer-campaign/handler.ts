import * as z from "zod";
import { createPracticeConfigs } from "../../shared/adapters/dynamo/practice-configs.ts";
import { createDynamoStore } from "../../shared/adapters/dynamo/store.ts";
import { systemClock } from "../../shared/adapters/system-clock.ts";
import { createWorkflows } from "../../shared/adapters/workflows.ts";
import { readEnv } from "../../shared/platform/env.ts";
import { httpHandler } from "../../shared/platform/http.ts";
import { createLogger } from "../../shared/platform/logger.ts";
import { steerCampaign } from "./logic.ts";

const Text = z.string().min(1);
const env = readEnv(z.object({ LEAD_TABLE: Text, REACTIVATION_STATE_MACHINE_ARN: Text }));
const clock = systemClock;
const logger = createLogger("steer-campaign");
const store = createDynamoStore({ leadTable: env.LEAD_TABLE });
const deps = {
  store,
  queries: store,
  configs: createPracticeConfigs({ leadTable: env.LEAD_TABLE, clock }),
  workflows: createWorkflows({ reactivationArn: env.REACTIVATION_STATE_MACHINE_ARN }),
  clock,
  logger,
};
const STATUS = { moved: 202, unchanged: 200 } as const;

/** `POST /v1/campaigns/{campaignId}/launch`, `/pause`, `/resume` and `/cancel`. */
export const handler = httpHandler({ clock, logger }, async (request) => {
  const { is, campaign } = await steerCampaign(deps, {
    ...request,
    campaignId: request.pathParameters.campaignId,
  });
  return { status: STATUS[is], body: campaign };
});
