import * as z from "zod";
import { createPracticeConfigs } from "../../shared/adapters/dynamo/practice-configs.ts";
import { readEnv } from "../../shared/platform/env.ts";
import { createLogger } from "../../shared/platform/logger.ts";
import { createMetrics } from "../../shared/platform/metrics.ts";
import { busHandler } from "../../shared/platform/queue.ts";
import { recordMetrics } from "./logic.ts";

const env = readEnv(z.object({ LEAD_TABLE: z.string().min(1) }));
const practices = createPracticeConfigs({ leadTable: env.LEAD_TABLE });
const metrics = createMetrics();

/** Turns the events on the bus into metrics. */
export const handler = busHandler(createLogger("record-metrics"), (event) =>
  recordMetrics({ practices, metrics }, event),
);
