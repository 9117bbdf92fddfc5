import * as z from "zod";
import { createDynamoStore } from "../../shared/adapters/dynamo/store.ts";
import { createKeyRings } from "../../shared/adapters/key-ring.ts";
import { systemClock } from "../../shared/adapters/system-clock.ts";
import { readEnv } from "../../shared/platform/env.ts";
import { httpHandler } from "../../shared/platform/http.ts";
import { createLogger } from "../../shared/platform/logger.ts";
import { erasePerson } from "./logic.ts";

const Text = z.string().min(1);
const env = readEnv(z.object({ LEAD_TABLE: Text, CONTACT_TABLE: Text, KEY_RING_SECRET_ID: Text }));
const clock = systemClock;
const logger = createLogger("erase-person");
const store = createDynamoStore({ leadTable: env.LEAD_TABLE, contactTable: env.CONTACT_TABLE });
const keyRings = createKeyRings({ secretId: env.KEY_RING_SECRET_ID, clock });
const deps = { store, queries: store, keyRings, clock, logger };

/** `DELETE /v1/persons/{personId}`. */
export const handler = httpHandler({ clock, logger }, async (request) => {
  const body = await erasePerson(deps, { ...request, personId: request.pathParameters.personId });
  return { status: body.status === "erased" ? 200 : 202, body };
});
