import * as z from "zod";
import { createPracticeConfigs } from "../../shared/adapters/dynamo/practice-configs.ts";
import { createDynamoStore } from "../../shared/adapters/dynamo/store.ts";
import { cryptoIds } from "../../shared/adapters/ids.ts";
import { createImportFiles } from "../../shared/adapters/import-files.ts";
import { systemClock } from "../../shared/adapters/system-clock.ts";
import { readEnv } from "../../shared/platform/env.ts";
import { httpHandler } from "../../shared/platform/http.ts";
import { createLogger } from "../../shared/platform/logger.ts";
import { createImport } from "./logic.ts";

const env = readEnv(z.object({ LEAD_TABLE: z.string().min(1), IMPORT_BUCKET: z.string().min(1) }));
const clock = systemClock;
const logger = createLogger("create-import");
const deps = {
  store: createDynamoStore({ leadTable: env.LEAD_TABLE }),
  configs: createPracticeConfigs({ leadTable: env.LEAD_TABLE, clock }),
  files: createImportFiles({ bucket: env.IMPORT_BUCKET }),
  ids: cryptoIds,
  clock,
};

/** `POST /v1/imports`. */
export const handler = httpHandler({ clock, logger }, async (request) => ({
  status: 201,
  body: await createImport(deps, request),
}));
