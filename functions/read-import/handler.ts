import * as z from "zod";
import { createPracticeConfigs } from "../../shared/adapters/dynamo/practice-configs.ts";
import { createDynamoStore } from "../../shared/adapters/dynamo/store.ts";
import { createImportFiles } from "../../shared/adapters/import-files.ts";
import { systemClock } from "../../shared/adapters/system-clock.ts";
import { readEnv } from "../../shared/platform/env.ts";
import { httpHandler } from "../../shared/platform/http.ts";
import { createLogger } from "../../shared/platform/logger.ts";
import { readImport } from "./logic.ts";

const env = readEnv(z.object({ LEAD_TABLE: z.string().min(1), IMPORT_BUCKET: z.string().min(1) }));
const clock = systemClock;
const logger = createLogger("read-import");
const store = createDynamoStore({ leadTable: env.LEAD_TABLE });
const configs = createPracticeConfigs({ leadTable: env.LEAD_TABLE, clock });
const files = createImportFiles({ bucket: env.IMPORT_BUCKET });
const deps = { store, queries: store, configs, files, clock, logger };

/** `GET /v1/imports`, `/v1/imports/{importId}` and `/v1/imports/{importId}/rejected-rows`. */
export const handler = httpHandler({ clock, logger }, async (request) => ({
  status: 200,
  body: await readImport(deps, {
    ...request,
    importId: request.pathParameters.importId,
    practiceId: request.query.practiceId,
  }),
}));
