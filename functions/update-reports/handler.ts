import * as z from "zod";
import { createPracticeConfigs } from "../../shared/adapters/dynamo/practice-configs.ts";
import { createDynamoStore } from "../../shared/adapters/dynamo/store.ts";
import { systemClock } from "../../shared/adapters/system-clock.ts";
import { readEnv } from "../../shared/platform/env.ts";
import { createLogger } from "../../shared/platform/logger.ts";
import { busHandler } from "../../shared/platform/queue.ts";
import { FactMemory } from "./fact-memory.ts";
import { updateReports } from "./logic.ts";

const env = readEnv(z.object({ LEAD_TABLE: z.string().min(1) }));
const store = createDynamoStore({ leadTable: env.LEAD_TABLE });
const configs = createPracticeConfigs({ leadTable: env.LEAD_TABLE, clock: systemClock });
const deps = { store, queries: store, configs, memory: new FactMemory() };

/** Keeps the facts that reports are made of, as the events on the bus tell. */
export const handler = busHandler(createLogger("update-reports"), (event) => updateReports(deps, event));
