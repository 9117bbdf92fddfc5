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

    async nextDeskAt() {
      // Every moment sorts before this.
      const [next] = await queryQueue(query, deskQueue, "9999", 1);
      return next && Date.parse(queueOrder(next).split("#")[0] as string);
    },
  };
}
