import * as z from "zod";
import { createPracticeConfigs } from "../../shared/adapters/dynamo/practice-configs.ts";
import { createDynamoStore } from "../../shared/adapters/dynamo/store.ts";
import { createFollowUps } from "../../shared/adapters/follow-ups.ts";
import { systemClock } from "../../shared/adapters/system-clock.ts";
import { readEnv } from "../../shared/platform/env.ts";
import { httpHandler } from "../../shared/platform/http.ts";
import { createLogger } from "../../shared/platform/logger.ts";
import { postDisposition } from "./logic.ts";

const env = readEnv(z.object({ LEAD_TABLE: z.string().min(1), FOLLOW_UP_STATE_MACHINE_ARN: z.string().min(1) }));
const clock = systemClock;
const logger = createLogger("record-disposition");
const deps = {
  // No contact table: what came of a lead needs no contact data.
  store: createDynamoStore({ leadTable: env.LEAD_TABLE }),
  configs: createPracticeConfigs({ leadTable: env.LEAD_TABLE, clock }),
  followUps: createFollowUps({ stateMachineArn: env.FOLLOW_UP_STATE_MACHINE_ARN }),
  clock,
  logger,
};

/** `POST /v1/leads/{leadId}/dispositions`. */
export const handler = httpHandler({ clock, logger }, (request) =>
  postDisposition(deps, { ...request, leadId: request.pathParameters.leadId }),
);
