import * as z from "zod";
import { createDynamoStore } from "../../shared/adapters/dynamo/store.ts";
import { createImportFiles } from "../../shared/adapters/import-files.ts";
import { systemClock } from "../../shared/adapters/system-clock.ts";
import { createWorkflows } from "../../shared/adapters/workflows.ts";
import { ObjectCreatedSchema } from "../../shared/contracts/object-created.ts";
import { readEnv } from "../../shared/platform/env.ts";
import { createLogger } from "../../shared/platform/logger.ts";
import { createMetrics } from "../../shared/platform/metrics.ts";
import { taskHandler } from "../../shared/platform/task.ts";
import { startImport } from "./logic.ts";

const Text = z.string().min(1);
const env = readEnv(z.object({ LEAD_TABLE: Text, IMPORT_BUCKET: Text, LEAD_IMPORT_STATE_MACHINE_ARN: Text }));
const deps = {
  store: createDynamoStore({ leadTable: env.LEAD_TABLE }),
  files: createImportFiles({ bucket: env.IMPORT_BUCKET }),
  workflows: createWorkflows({ leadImportArn: env.LEAD_IMPORT_STATE_MACHINE_ARN }),
  clock: systemClock,
  metrics: createMetrics(),
  logger: createLogger("start-import"),
};

/** A file was put into the bucket; called by a rule of the default bus. */
export const handler = taskHandler(ObjectCreatedSchema, ({ detail }) => startImport(deps, detail.object.key));
