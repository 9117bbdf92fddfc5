import * as z from "zod";
import { KEY_ROLES } from "./routes.ts";

const Moment = z.iso.datetime();
const Count = z.number().int().nonnegative();

/** Answer of `GET /v1/intake-keys`: never a key's value. */
export const IntakeKeysSchema = z.strictObject({
  /** First day that the counts are of (UTC). */
  countedFrom: z.iso.date(),
  vendors: z.array(
    z.strictObject({
      vendor: z.string(),
      keys: z.array(
        z.strictObject({
          apiKeyId: z.string(),
          role: z.enum(KEY_ROLES),
          /** Those of the caller's practices that it may post for. */
          practiceIds: z.array(z.string()),
          createdAt: Moment.optional(),
          /** From then on it is refused. */
          endsAt: Moment.optional(),
          /** Absent when it was never used, or serves practices that are not the caller's, too. */
          lastUsedAt: Moment.optional(),
          /** Absent when it serves practices that are not the caller's, too. */
          counts: z.strictObject({ accepted: Count, duplicate: Count, rejected: Count }).optional(),
        }),
      ),
    }),
  ),
});
export type IntakeKeysView = z.infer<typeof IntakeKeysSchema>;
