import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { ROLES } from "../../contracts/routes.ts";
import { StoreUnavailable } from "../../domain/errors.ts";
import { PointKeySchema, PracticeIdSchema } from "../../domain/ids.ts";
import { SendingModeSchema } from "../../domain/vocabulary.ts";
import type { IntakeKey } from "../../ports/index.ts";
import type { ItemKey } from "./keys.ts";
import { STORED_FORMS } from "./schema-versions.ts";

/** Where configuration, kill switch and access are kept: the operational table. */
export interface SettingsTable {
  readonly leadTable: string;
  /** @default the shared client of this process */
  readonly client?: DynamoDBDocumentClient | undefined;
}

/** Stored form of an API key's access: who calls, as what, for which practices, until when. */
export const AccessSchema: z.ZodType<IntakeKey> = z.strictObject({
  callerId: z.string().min(1),
  // Keys of other roles were given out before those had to sign in; they open nothing now.
  role: z.enum(ROLES),
  practiceIds: z.array(PracticeIdSchema),
  vendor: z.string().optional(),
  createdAt: z.number().int().optional(),
  // Not `expiresAt`: the table deletes what has one.
  endsAt: z.number().int().optional(),
});

/** Stored form of one kill switch. */
export const SendingSchema = z.strictObject({
  mode: SendingModeSchema,
  /** What test-only may send to; ignored in the other modes. */
  testPoints: z.array(PointKeySchema),
  /** The table that it was set for: in a copy of that, such as a restored one, it lets nothing out. */
  table: z.string().optional(),
});
export type Sending = z.infer<typeof SendingSchema>;

/** The stored form of a pointer to the current configuration. */
export const CurrentConfigSchema = z.strictObject({ version: z.number().int().positive() });

/** The item that stores a setting. */
export function settingItem(key: ItemKey, entity: string, value: object): Record<string, unknown> {
  return { ...key, entity, schemaVersion: STORED_FORMS.current(entity), ...value };
}

/** The setting in an item; throws `StoreUnavailable` when the item does not fit: no setting is safer than a wrong one. */
export function settingOf<T>(schema: z.ZodType<T>, item: Record<string, unknown>): T {
  const { pk, sk, gsi1pk, gsi1sk, entity, schemaVersion, ...fields } = item;
  const parsed = schema.safeParse(STORED_FORMS.upgraded(String(entity), fields, schemaVersion));
  if (!parsed.success) throw new StoreUnavailable("unreadable_setting");
  return parsed.data;
}
