import { TableSchema } from "../../contracts/names.ts";
import type { ReportQueries, WorkQueue } from "../../ports/store.ts";
import { changedDaysQueue, entityOf, eventOf, factOf, statusQueue } from "./items.ts";
import {
  DAY_PREFIX,
  EVENT_PREFIX,
  factPrefix,
  factsPartition,
  keyOf,
  leadOfFactKey,
  leadPartition,
  MONTH_PREFIX,
  markOfKey,
  summariesPartition,
} from "./keys.ts";
import { type QueryTable, queueOrder, SHARDS } from "./query.ts";

const { workIndex } = TableSchema;
/** Sorts before every moment, and after every part of a key. */
const FIRST = "0";
const LAST = "~";

/** The work queue, and what reports are made of. */
export function createReportQueries(query: QueryTable): WorkQueue & ReportQueries {
  return {
    // Every shard from the cursor on, as far as any page could need it: the oldest of all of them come first.
    async leadsIn(practiceId, status, { cursor, limit }) {
      const shards = await Promise.all(
        SHARDS.map((shard) =>
          query(
            {
              IndexName: workIndex.name,
              KeyConditionExpression: `${workIndex.partitionKey} = :queue AND ${workIndex.sortKey} > :after`,
              ExpressionAttributeValues: {
                ":queue": statusQueue(practiceId, status, shard),
                ":after": cursor ?? FIRST,
              },
            },
            limit,
          ),
        ),
      );
      const found = shards
        .flat()
        .sort((a, b) => (queueOrder(a) < queueOrder(b) ? -1 : 1))
        .slice(0, limit);
      const items = found.map(leadOfFactKey);
      const last = found.at(-1);
      return last !== undefined && found.length === limit ? { items, cursor: queueOrder(last) } : { items };
    },

    async history(practiceId, leadId) {
      const items = await query({
        KeyConditionExpression: "pk = :pk AND sk BETWEEN :events AND :lead",
        ExpressionAttributeValues: {
          ":pk": leadPartition(practiceId, leadId),
          ":events": EVENT_PREFIX,
          ":lead": keyOf("lead", { practiceId, leadId }).sk,
        },
        ConsistentRead: true,
      });
      const lead = items.find(({ entity }) => entity === "lead");
      const events = items.filter(({ entity }) => entity === "event");
      return lead && { lead: entityOf("lead", lead), events: events.map(eventOf) };
    },

    async facts(practiceId, date, shard) {
      const ofShard = shard === undefined ? {} : { ":shard": factPrefix(shard) };
      const items = await query({
        KeyConditionExpression: shard === undefined ? "pk = :pk" : "pk = :pk AND begins_with(sk, :shard)",
        ExpressionAttributeValues: { ":pk": factsPartition(practiceId, date), ...ofShard },
        ConsistentRead: true,
      });
      return items.map(factOf);
    },

    async changedDays(practiceId, from, to) {
      const marks = await query({
        IndexName: workIndex.name,
        KeyConditionExpression: `${workIndex.partitionKey} = :queue AND ${workIndex.sortKey} BETWEEN :from AND :to`,
        ExpressionAttributeValues: { ":queue": changedDaysQueue(practiceId), ":from": from, ":to": to + LAST },
      });
      return marks.map(markOfKey);
    },

    async summaries(practiceId, month, days) {
      const [from, to] =
        days === undefined ? [MONTH_PREFIX, MONTH_PREFIX] : [DAY_PREFIX + days.from, DAY_PREFIX + days.to];
      const items = await query({
        KeyConditionExpression: "pk = :pk AND sk BETWEEN :from AND :to",
        ExpressionAttributeValues: {
          ":pk": summariesPartition(practiceId, month),
          ":from": from,
          ":to": to + LAST,
        },
        ConsistentRead: true,
      });
      return items.map((item) => entityOf("reportSummary", item));
    },
  };
}
