import { type DynamoDBDocumentClient, paginateQuery, type QueryCommandInput } from "@aws-sdk/lib-dynamodb";
import { TableSchema, WORK_QUEUE_SHARDS } from "../../contracts/names.ts";
import { orUnavailable } from "./failures.ts";
import type { Item } from "./items.ts";

const { workIndex } = TableSchema;

/** The shards of a queue, from 0. */
export const SHARDS: readonly number[] = Array.from({ length: WORK_QUEUE_SHARDS }, (_, shard) => shard);

/** Asks one table; at most about `limit` items, which may be a few more. Throws `StoreUnavailable`. */
export type QueryTable = (input: Omit<QueryCommandInput, "TableName">, limit?: number) => Promise<Item[]>;

/** Makes the queries of a table. */
export function queryTable(client: DynamoDBDocumentClient, table: string): QueryTable {
  return (input, limit = Number.POSITIVE_INFINITY) =>
    orUnavailable(async () => {
      const items: Item[] = [];
      const size = Number.isFinite(limit) ? { Limit: limit } : {};
      for await (const page of paginateQuery({ client }, { TableName: table, ...size, ...input })) {
        items.push(...((page.Items ?? []) as Item[]));
        if (items.length >= limit) break;
      }
      return items;
    });
}

/** What the items of a queue are sorted by. */
export const queueOrder = (item: Item): string => String(item[workIndex.sortKey]);

/** The oldest entries of every shard of a queue that are before `before`, oldest first. */
export async function queryQueue(
  query: QueryTable,
  partitionOf: (shard: number) => string,
  before: string,
  limit: number,
): Promise<Item[]> {
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
  return shards.flat().sort((a, b) => (queueOrder(a) < queueOrder(b) ? -1 : 1));
}
