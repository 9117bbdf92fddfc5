import * as z from "zod";
import { createPracticeConfigs } from "../../shared/adapters/dynamo/practice-configs.ts";
import { createDynamoStore } from "../../shared/adapters/dynamo/store.ts";
import { createKeyRings } from "../../shared/adapters/key-ring.ts";
import { createOptOutMirror } from "../../shared/adapters/opt-out-mirror.ts";
import { systemClock } from "../../shared/adapters/system-clock.ts";
import { FlowEventSchema, flowCallOf } from "../../shared/contracts/flow-call.ts";
import { readEnv } from "../../shared/platform/env.ts";
import { createLogger } from "../../shared/platform/logger.ts";
import { createMetrics } from "../../shared/platform/metrics.ts";
import { taskHandler } from "../../shared/platform/task.ts";
import { recordCallOptOut } from "./logic.ts";

const Text = z.string().min(1);
const env = readEnv(z.object({ LEAD_TABLE: Text, CONTACT_TABLE: Text, KEY_RING_SECRET_ID: Text }));
const clock = systemClock;
const { LEAD_TABLE: leadTable, CONTACT_TABLE: contactTable } = env;
const deps = {
  store: createDynamoStore({ leadTable, contactTable }),
  configs: createPracticeConfigs({ leadTable, clock }),
  keyRings: createKeyRings({ secretId: env.KEY_RING_SECRET_ID, clock }),
  optOuts: createOptOutMirror(),
  clock,
  metrics: createMetrics(),
  logger: createLogger("record-call-opt-out"),
};

/** Somebody on the phone pressed 9, told by a contact flow of Amazon Connect. */
export const handler = taskHandler(FlowEventSchema, (event) => recordCallOptOut(deps, flowCallOf(event)));
