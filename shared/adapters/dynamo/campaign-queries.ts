import { TableSchema } from "../../contracts/names.ts";
import type { CampaignQueries, Page, PageRequest } from "../../ports/store.ts";
import { entityOf, type Item, jobQueue, queueTime, quietQueue, suppressedQueue } from "./items.ts";
import {
  campaignPartition,
  campaignsPartition,
  DAY_PREFIX,
  importsPartition,
  jobOfKey,
  leadOfKey,
  MEMBER_PREFIX,
  pointOfKey,
} from "./keys.ts";
import { type QueryTable, queryQueue, queueOrder, SHARDS } from "./query.ts";

const { workIndex } = TableSchema;
/** Every moment sorts between these. */
const FIRST = "0";
const LAST = "9999";

/** The queries over imports and campaigns. */
export function createCampaignQueries(query: QueryTable): CampaignQueries {
  /** One page of a queue, one shard after the other. A cursor names the shard and the entry that was the last. */
  async function queuePage(
    partitionOf: (shard: number) => string,
    before: string,
    { cursor, limit }: PageRequest,
  ): Promise<Page<Item>> {
    const { shard: start, after } = readCursor(cursor);
    for (const shard of SHARDS.slice(start)) {
      const from = shard === start ? after : FIRST;
      const found = await query(
        {
          IndexName: workIndex.name,
          KeyConditionExpression: `${workIndex.partitionKey} = :queue AND ${workIndex.sortKey} BETWEEN :from AND :before`,
          ExpressionAttributeValues: { ":queue": partitionOf(shard), ":from": from, ":before": before },
        },
        limit,
      );
      const items = found.slice(0, limit);
      const last = items.at(-1);
      if (last !== undefined && items.length === limit) return { items, cursor: `${shard}:${queueOrder(last)}` };
      // A shard that is done; an empty one is passed over, so that an empty page means the end.
      const isLast = shard === SHARDS.at(-1);
      if (items.length > 0) return { items, ...(isLast ? {} : { cursor: `${shard + 1}:` }) };
    }
    return { items: [] };
  }

  const all = (pk: string, prefix = "") =>
    query({
      KeyConditionExpression: prefix === "" ? "pk = :pk" : "pk = :pk AND begins_with(sk, :prefix)",
      ExpressionAttributeValues: { ":pk": pk, ...(prefix === "" ? {} : { ":prefix": prefix }) },
      ConsistentRead: true,
    });

  return {
    async quietLeads(practiceId, queue, before, page) {
      const partitionOf = (shard: number) => quietQueue(practiceId, queue, shard);
      const { items, ...next } = await queuePage(partitionOf, queueTime(before), page);
      return { items: items.map(leadOfKey), ...next };
    },

    async members(practiceId, campaignId, { cursor, limit }) {
      const found = await query(
        {
          KeyConditionExpression: "pk = :pk AND sk BETWEEN :from AND :end",
          ExpressionAttributeValues: {
            ":pk": campaignPartition(practiceId, campaignId),
            ":from": cursor === undefined ? MEMBER_PREFIX : after(MEMBER_PREFIX + cursor),
            ":end": `${MEMBER_PREFIX}~`,
          },
          ConsistentRead: true,
        },
        limit,
      );
      const items = found.slice(0, limit).map((item) => entityOf("member", item));
      const last = items.at(-1);
      return last !== undefined && items.length === limit ? { items, cursor: last.order } : { items };
    },

    async campaignDays(practiceId, campaignId) {
      const days = await all(campaignPartition(practiceId, campaignId), DAY_PREFIX);
      return days.map((item) => entityOf("campaignDay", item));
    },

    async campaigns(practiceId) {
      return (await all(campaignsPartition(practiceId))).map((item) => entityOf("campaign", item));
    },

    async imports(practiceId, limit) {
      const found = await query(
        {
          KeyConditionExpression: "pk = :pk",
          ExpressionAttributeValues: { ":pk": importsPartition(practiceId) },
          ScanIndexForward: false,
          ConsistentRead: true,
        },
        limit,
      );
      return found.slice(0, limit).map((item) => entityOf("importJob", item));
    },

    async dueJobs(before, limit) {
      return (await queryQueue(query, jobQueue, queueTime(before), limit)).slice(0, limit).map(jobOfKey);
    },

    async suppressedPoints(practiceId, page) {
      const { items, ...next } = await queuePage((shard) => suppressedQueue(practiceId, shard), LAST, page);
      return { items: items.map(pointOfKey), ...next };
    },
  };
}

/** The smallest text that sorts after this one and before any other key. */
const after = (key: string) => `${key}\u0000`;

function readCursor(cursor: string | undefined): { shard: number; after: string } {
  if (cursor === undefined) return { shard: 0, after: FIRST };
  const colon = cursor.indexOf(":");
  const key = cursor.slice(colon + 1);
  return { shard: Number(cursor.slice(0, colon)), after: key === "" ? FIRST : after(key) };
}
