import { setTimeout as sleep } from "node:timers/promises";
import * as z from "zod";
import { createPublicApi } from "../../shared/adapters/public-api.ts";
import { createSecretValue } from "../../shared/adapters/secret-value.ts";
import { systemClock } from "../../shared/adapters/system-clock.ts";
import { MysteryNumbersSchema, MysteryPracticesSchema } from "../../shared/contracts/mystery-lists.ts";
import { readEnv } from "../../shared/platform/env.ts";
import { createLogger } from "../../shared/platform/logger.ts";
import { createMetrics } from "../../shared/platform/metrics.ts";
import { taskHandler } from "../../shared/platform/task.ts";
import { shopMystery } from "./logic.ts";

const Text = z.string().min(1);
const env = readEnv(
  z.object({
    PUBLIC_URL: Text,
    MYSTERY_KEY_SECRET_ID: Text,
    MYSTERY_PRACTICES: MysteryPracticesSchema,
    MYSTERY_NUMBERS: MysteryNumbersSchema,
  }),
);
const deps = {
  api: createPublicApi({
    url: env.PUBLIC_URL,
    apiKey: createSecretValue({ secretId: env.MYSTERY_KEY_SECRET_ID }),
  }),
  metrics: createMetrics(),
  clock: systemClock,
  logger: createLogger("shop-mystery"),
  pause: (ms: number) => sleep(ms),
};

/** Runs on a schedule; what that sends does not matter. */
export const handler = taskHandler(z.unknown(), () =>
  shopMystery(deps, { practiceIds: env.MYSTERY_PRACTICES, numbers: env.MYSTERY_NUMBERS }),
);
