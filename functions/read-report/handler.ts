import * as z from "zod";
import { createPracticeConfigs } from "../../shared/adapters/dynamo/practice-configs.ts";
import { createDynamoStore } from "../../shared/adapters/dynamo/store.ts";
import { systemClock } from "../../shared/adapters/system-clock.ts";
import { readEnv } from "../../shared/platform/env.ts";
import { httpHandler } from "../../shared/platform/http.ts";
import { createLogger } from "../../shared/platform/logger.ts";
import { inFormat } from "./format.ts";
import { readReport } from "./logic.ts";
import { createRowMemory } from "./row-memory.ts";

const env = readEnv(z.object({ LEAD_TABLE: z.string().min(1) }));
const clock = systemClock;
const logger = createLogger("read-report");
// No contact table: whatever goes wrong here, no contact data can be shown.
const store = createDynamoStore({ leadTable: env.LEAD_TABLE });
const configs = createPracticeConfigs({ leadTable: env.LEAD_TABLE, clock });
const deps = { store, queries: store, configs, clock, memory: createRowMemory() };

/** `GET /v1/reports/{name}`. */
export const handler = httpHandler({ clock, logger }, async (request) =>
  inFormat(request, await readReport(deps, { ...request, name: request.pathParameters.name })),
);
