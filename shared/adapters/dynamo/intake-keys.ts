import * as z from "zod";
import { TableSchema } from "../../contracts/names.ts";
import type { IntakeKeys, KeyUse } from "../../ports/index.ts";
import { batchGet } from "./batch-get.ts";
import { sharedDocumentClient } from "./client.ts";
import { orUnavailable } from "./failures.ts";
import { ACCESS_QUEUE, DAY_PREFIX, keyUsePartition, settingKeys } from "./keys.ts";
import { queryTable } from "./query.ts";
import { AccessSchema, type SettingsTable, settingOf } from "./settings.ts";

/** Days read of a key: those of a month, and one before it that says when it was used last. */
const MOST_DAYS = 32;
const { workIndex } = TableSchema;

const Count = z.number().int().default(0);
const DaySchema = z.object({
  sk: z.string(),
  accepted: Count,
  duplicate: Count,
  rejected: Count,
  lastUsedAt: z.number().int(),
});

/** Lists the API keys of a deployment, and what each was used for. */
export function createIntakeKeys({ leadTable, client = sharedDocumentClient() }: SettingsTable): IntakeKeys {
  const query = queryTable(client, leadTable);
  return {
    async list() {
      const listed = await query({
        IndexName: workIndex.name,
        KeyConditionExpression: `${workIndex.partitionKey} = :queue`,
        ExpressionAttributeValues: { ":queue": ACCESS_QUEUE },
      });
      const ids = listed.map((item) => String(item[workIndex.sortKey]));
      const addresses = ids.map((apiKeyId) => ({ table: leadTable, key: settingKeys.access(apiKeyId) }));
      const items = await orUnavailable(() => batchGet(client, addresses));
      return ids.flatMap((apiKeyId, index) => {
        const item = items[index];
        return item === undefined ? [] : [{ apiKeyId, ...settingOf(AccessSchema, item) }];
      });
    },
    async uses(apiKeyId, from) {
      const newestFirst = await query(
        {
          KeyConditionExpression: `${TableSchema.partitionKey} = :uses`,
          ExpressionAttributeValues: { ":uses": keyUsePartition(apiKeyId) },
          ScanIndexForward: false,
        },
        MOST_DAYS,
      );
      return sumOf(
        newestFirst.map((item) => DaySchema.parse(item)),
        from,
      );
    },
  };
}

function sumOf(newestFirst: readonly z.output<typeof DaySchema>[], from: string): KeyUse {
  const counts = { accepted: 0, duplicate: 0, rejected: 0 };
  for (const day of newestFirst) {
    if (day.sk < DAY_PREFIX + from) continue;
    counts.accepted += day.accepted;
    counts.duplicate += day.duplicate;
    counts.rejected += day.rejected;
  }
  return { counts, lastUsedAt: newestFirst[0]?.lastUsedAt };
}
