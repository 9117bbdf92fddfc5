import * as z from "zod";
import { createIntakeKeys } from "../../shared/adapters/dynamo/intake-keys.ts";
import { systemClock } from "../../shared/adapters/system-clock.ts";
import { readEnv } from "../../shared/platform/env.ts";
import { httpHandler } from "../../shared/platform/http.ts";
import { createLogger } from "../../shared/platform/logger.ts";
import { listIntakeKeys } from "./logic.ts";

const env = readEnv(z.object({ LEAD_TABLE: z.string().min(1) }));
const clock = systemClock;
const logger = createLogger("list-intake-keys");
const keys = createIntakeKeys({ leadTable: env.LEAD_TABLE });

/** `GET /v1/intake-keys`. */
export const handler = httpHandler({ clock, logger }, async (request) => ({
  status: 200,
  body: await listIntakeKeys({ keys, clock }, request),
}));
