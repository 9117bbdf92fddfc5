import * as z from "zod";
import { createPracticeConfigs } from "../../shared/adapters/dynamo/practice-configs.ts";
import { createDynamoStore } from "../../shared/adapters/dynamo/store.ts";
import { cryptoIds } from "../../shared/adapters/ids.ts";
import { createImportFiles } from "../../shared/adapters/import-files.ts";
import { createKeyRings } from "../../shared/adapters/key-ring.ts";
import { systemClock } from "../../shared/adapters/system-clock.ts";
import { ImportInputSchema } from "../../shared/contracts/workflow.ts";
import { readEnv } from "../../shared/platform/env.ts";
import { createLogger } from "../../shared/platform/logger.ts";
import { createMetrics } from "../../shared/platform/metrics.ts";
import { taskHandler } from "../../shared/platform/task.ts";
import { importChunk } from "./logic.ts";

const Text = z.string().min(1);
const env = readEnv(
  z.object({
    LEAD_TABLE: Text,
    CONTACT_TABLE: Text,
    KEY_RING_SECRET_ID: Text,
    IMPORT_BUCKET: Text,
    IMPORT_ROWS_PER_SECOND: z.coerce.number().positive(),
  }),
);
const clock = systemClock;
const deps = {
  store: createDynamoStore({ leadTable: env.LEAD_TABLE, contactTable: env.CONTACT_TABLE }),
  files: createImportFiles({ bucket: env.IMPORT_BUCKET }),
  configs: createPracticeConfigs({ leadTable: env.LEAD_TABLE, clock }),
  keyRings: createKeyRings({ secretId: env.KEY_RING_SECRET_ID, clock }),
  ids: cryptoIds,
  clock,
  metrics: createMetrics(),
  logger: createLogger("import-chunk"),
  rowsPerSecond: env.IMPORT_ROWS_PER_SECOND,
};

/** Task of the lead-import state machine: works the next part of a file. */
export const handler = taskHandler(ImportInputSchema, (input) => importChunk(deps, input));
