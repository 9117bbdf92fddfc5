import * as z from "zod";
import { createPracticeConfigs } from "../../shared/adapters/dynamo/practice-configs.ts";
import { createDynamoStore } from "../../shared/adapters/dynamo/store.ts";
import { systemClock } from "../../shared/adapters/system-clock.ts";
import { createTurns } from "../../shared/desk/turns.ts";
import { readEnv } from "../../shared/platform/env.ts";
import { createLogger } from "../../shared/platform/logger.ts";
import { busHandler } from "../../shared/platform/queue.ts";
import { assignLeads } from "./logic.ts";

const env = readEnv(z.object({ LEAD_TABLE: z.string().min(1) }));
const deps = {
  store: createDynamoStore({ leadTable: env.LEAD_TABLE }),
  configs: createPracticeConfigs({ leadTable: env.LEAD_TABLE, clock: systemClock }),
  clock: systemClock,
  turns: createTurns(),
};

/** Keeps each lead with who should have it, as the events on the bus say that it changed. */
export const handler = busHandler(createLogger("assign-leads"), (event) => assignLeads(deps, event));
