import { type DynamoDBDocumentClient, paginateQuery, type QueryCommandInput } from "@aws-sdk/lib-dynamodb";
import { TableSchema, WORK_QUEUE_SHARDS } from "../../contracts/names.ts";
import type { LeadQueries } from "../../ports/store.ts";
import { orUnavailable } from "./failures.ts";
import { eventOf, type Item, queueTime, unansweredQueue, wakeQueue } from "./items.ts";
import { EVENT_PREFIX, leadPartition, runOfKey } from "./keys.ts";

const SHARDS = Array.from({ length: WORK_QUEUE_SHARDS }, (_, shard) => shard);
const { workIndex } = TableSchema;

/** The queries over the operational table. The queues are an index, so they may lag behind writes by a moment. */
export function createLeadQueries(client: DynamoDBDocumentClient, leadTable: string): LeadQueries {
  async function query(input: Omit<QueryCommandInput, "TableName">, limit = Number.POSITIVE_INFINITY): Promise<Item[]> {
    const items: Item[] = [];
    const size = Number.isFinite(limit) ? { Limit: limit } : {};
    for await (const page of paginateQuery({ client }, { TableName: leadTable, ...size, ...input })) {
      items.push(...((page.Items ?? []) as Item[]));
      if (items.length >= limit) break;
    }
    return items;
  }

  /** The oldest entries of every shard of a queue that are before `before`, oldest first. */
  async function queue(partitionOf: (shard: number) => string, before: string, limit: number): Promise<Item[]> {
    const shards = await Promise.all(
      SHARDS.map((shard) =>
        query(
          {
            IndexName: workIndex.name,
            KeyConditionExpression: `${workIndex.partitionKey} = :queue AND ${workIndex.sortKey} < :before`,
            ExpressionAttributeValues: { ":queue": partitionOf(shard), ":before": before },
          },
          limit,
        ),
      ),
    );
    const order = (item: Item) => String(item[workIndex.sortKey]);
    return shards.flat().sort((a, b) => (order(a) < order(b) ? -1 : 1));
  }

  return {
    async lateRuns(before, limit) {
      const late = await orUnavailable(() => queue(wakeQueue, queueTime(before), limit));
      return late.slice(0, limit).map(runOfKey);
    },

    async oldestUnansweredSince() {
      // Every moment sorts before this.
      const [oldest] = await orUnavailable(() => queue(unansweredQueue, "9999", 1));
      return oldest && Date.parse(String(oldest[workIndex.sortKey]).split("#")[0] as string);
    },

    async timeline(practiceId, leadId) {
      const items = await orUnavailable(() =>
        query({
          KeyConditionExpression: "pk = :lead AND begins_with(sk, :events)",
          ExpressionAttributeValues: { ":lead": leadPartition(practiceId, leadId), ":events": EVENT_PREFIX },
          ConsistentRead: true,
        }),
      );
      return items.map(eventOf);
    },
  };
}
