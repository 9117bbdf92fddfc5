import type { LeadQueries } from "../../ports/store.ts";
import { eventOf, queueTime, unansweredQueue, wakeQueue } from "./items.ts";
import { EVENT_PREFIX, leadOfKey, leadPartition, practiceOfKey, runOfKey } from "./keys.ts";
import { type QueryTable, queryQueue } from "./query.ts";

/** The queries over leads and their runs. The queues are an index, so they may lag behind writes by a moment. */
export function createLeadQueries(query: QueryTable): LeadQueries {
  return {
    async lateRuns(before, limit) {
      const late = await queryQueue(query, wakeQueue, queueTime(before), limit);
      return late.slice(0, limit).map(runOfKey);
    },

    async unansweredLeads(limit) {
      // Every moment sorts before this.
      const waiting = await queryQueue(query, unansweredQueue, "9999", limit);
      return waiting.slice(0, limit).map((item) => ({ practiceId: practiceOfKey(item), leadId: leadOfKey(item) }));
    },

    async timeline(practiceId, leadId) {
      const items = await query({
        KeyConditionExpression: "pk = :lead AND begins_with(sk, :events)",
        ExpressionAttributeValues: { ":lead": leadPartition(practiceId, leadId), ":events": EVENT_PREFIX },
        ConsistentRead: true,
      });
      return items.map(eventOf);
    },
  };
}
