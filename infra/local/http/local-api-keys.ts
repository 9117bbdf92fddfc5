import * as z from "zod";
import { KEY_ROLES } from "../../../shared/contracts/routes.ts";
import { PracticeIdSchema } from "../../../shared/domain/ids.ts";
import type { IntakeKey } from "../../../shared/ports/index.ts";
import { json } from "./answers.ts";
import { type Operations, withBody } from "./with-body.ts";

/** What giving out API keys needs. */
export interface LocalApiKeysDeps {
  readonly clock: { now(): number };
  /** Makes a key and says what its holder may do; answers its id and its value. */
  readonly makeApiKey: (access: IntakeKey) => Promise<{ readonly id: string; readonly value: string }>;
}

const ApiKeySchema = z.strictObject({
  vendor: z.string().regex(/^[a-z0-9][a-z0-9-]{1,39}$/),
  practices: z.array(PracticeIdSchema).min(1),
  role: z.enum(KEY_ROLES).default("intake"),
  /** By the engine's clock; 0 makes a key that has ended. */
  endsInSeconds: z.int().min(0).optional(),
});

/** The route that makes API keys, as `npm run access-key -- create` does on AWS. */
export function apiKeyOperations({ clock, makeApiKey }: LocalApiKeysDeps): Operations {
  return {
    "/local/api-keys": {
      POST: (body) =>
        withBody(ApiKeySchema, body, async ({ vendor, practices: practiceIds, role, endsInSeconds }) => {
          const createdAt = clock.now();
          const endsAt = endsInSeconds === undefined ? undefined : createdAt + endsInSeconds * 1_000;
          return json(201, await makeApiKey({ callerId: vendor, vendor, role, practiceIds, createdAt, endsAt }));
        }),
    },
  };
}
