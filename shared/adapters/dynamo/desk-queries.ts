import type { PracticeId } from "../../domain/ids.ts";
import type { DeskQueries } from "../../ports/store.ts";
import { deskQueue, queueTime } from "./items.ts";
import { type QueryTable, queryQueue, queueOrder } from "./query.ts";

/** The queries over the desks of practices. */
export function createDeskQueries(query: QueryTable): DeskQueries {
  return {
    async dueDesks(before, limit) {
      const due = await queryQueue(query, deskQueue, queueTime(before), limit);
      return due.slice(0, limit).map((item) => queueOrder(item).split("#")[1] as PracticeId);
    },
  };
}
