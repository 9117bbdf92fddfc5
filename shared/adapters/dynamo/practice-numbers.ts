import { GetCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { PracticeIdSchema } from "../../domain/ids.ts";
import type { PracticeNumbers } from "../../ports/index.ts";
import { sharedDocumentClient } from "./client.ts";
import { orUnavailable } from "./failures.ts";
import { settingKeys } from "./keys.ts";
import { type SettingsTable, settingOf } from "./settings.ts";

/** The stored form of a number's owner; written when a practice is published. */
export const NumberOwnerSchema = z.strictObject({ practiceId: PracticeIdSchema });

/** Finds the practice that a number of ours belongs to. */
export function createPracticeNumbers({ leadTable, client = sharedDocumentClient() }: SettingsTable): PracticeNumbers {
  return {
    async practiceOf(e164) {
      const get = new GetCommand({ TableName: leadTable, Key: { ...settingKeys.number(e164) }, ConsistentRead: true });
      const { Item } = await orUnavailable(() => client.send(get));
      return Item && settingOf(NumberOwnerSchema, Item).practiceId;
    },
  };
}
