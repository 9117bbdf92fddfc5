import * as z from "zod";
import { createPracticeConfigs } from "../../shared/adapters/dynamo/practice-configs.ts";
import { createDynamoStore } from "../../shared/adapters/dynamo/store.ts";
import { cryptoIds } from "../../shared/adapters/ids.ts";
import { createImportFiles } from "../../shared/adapters/import-files.ts";
import { createKeyRings } from "../../shared/adapters/key-ring.ts";
import { systemClock } from "../../shared/adapters/system-clock.ts";
import { readEnv } from "../../shared/platform/env.ts";
import { httpHandler } from "../../shared/platform/http.ts";
import { createLogger } from "../../shared/platform/logger.ts";
import { exportSuppressions } from "./logic.ts";

const Text = z.string().min(1);
const env = readEnv(z.object({ LEAD_TABLE: Text, CONTACT_TABLE: Text, KEY_RING_SECRET_ID: Text, IMPORT_BUCKET: Text }));
const clock = systemClock;
const logger = createLogger("export-suppressions");
const store = createDynamoStore({ leadTable: env.LEAD_TABLE, contactTable: env.CONTACT_TABLE });
const deps = {
  store,
  queries: store,
  configs: createPracticeConfigs({ leadTable: env.LEAD_TABLE, clock }),
  keyRings: createKeyRings({ secretId: env.KEY_RING_SECRET_ID, clock }),
  files: createImportFiles({ bucket: env.IMPORT_BUCKET }),
  ids: cryptoIds,
  clock,
  logger,
};

/** `GET /v1/suppressions`. */
export const handler = httpHandler({ clock, logger }, async (request) => ({
  status: 200,
  body: await exportSuppressions(deps, { ...request, practiceId: request.query.practiceId }),
}));
