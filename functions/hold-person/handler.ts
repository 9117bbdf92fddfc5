import * as z from "zod";
import { createDynamoStore } from "../../shared/adapters/dynamo/store.ts";
import { systemClock } from "../../shared/adapters/system-clock.ts";
import { readEnv } from "../../shared/platform/env.ts";
import { httpHandler } from "../../shared/platform/http.ts";
import { createLogger } from "../../shared/platform/logger.ts";
import { holdPerson, releasePerson } from "./logic.ts";

const env = readEnv(z.object({ LEAD_TABLE: z.string().min(1) }));
const clock = systemClock;
const logger = createLogger("hold-person");
// No contact table: who is held is not shown.
const deps = { store: createDynamoStore({ leadTable: env.LEAD_TABLE }), clock };

/** `PUT` and `DELETE /v1/persons/{personId}/legal-hold`. */
export const handler = httpHandler({ clock, logger }, async (request) => {
  const input = { ...request, personId: request.pathParameters.personId };
  const hold = request.route.startsWith("PUT ") ? holdPerson : releasePerson;
  return { status: 200, body: await hold(deps, input) };
});
