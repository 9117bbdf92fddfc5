import type { PersonId, PracticeId } from "../../domain/ids.ts";
import type { PersonQueries } from "../../ports/store.ts";
import { personQueue, queueTime } from "./items.ts";
import { type QueryTable, queryQueue, queueOrder } from "./query.ts";

/** The queries over persons who are to be looked at. */
export function createPersonQueries(query: QueryTable): PersonQueries {
  return {
    async duePersons(before, limit) {
      const due = await queryQueue(query, personQueue, queueTime(before), limit);
      return due.slice(0, limit).map((item) => {
        const [, practiceId, personId] = queueOrder(item).split("#");
        return { practiceId: practiceId as PracticeId, personId: personId as PersonId };
      });
    },
  };
}
