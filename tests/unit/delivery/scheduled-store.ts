import type fc from "fast-check";
import { suppressionOf } from "../../../shared/domain/suppression/suppression.ts";
import type { Store } from "../../../shared/ports/store.ts";

/** What an actor did, in the order in which it took place. */
export interface Logged {
  readonly who: string;
  readonly did: "read points" | "suppressed" | "called";
}

/** The store as one actor sees it: the scheduler decides when each of its operations takes place. */
export function scheduledStore(store: Store, scheduler: fc.Scheduler, who: string, log: Logged[] = []): Store {
  const turn = () => scheduler.schedule(Promise.resolve());
  return {
    read: async (entity, key) => {
      await turn();
      return store.read(entity, key);
    },
    readMany: async (refs) => {
      await turn();
      if (refs.some(({ entity }) => entity === "contactPoint")) log.push({ who, did: "read points" });
      return store.readMany(refs);
    },
    commit: async (commit) => {
      await turn();
      const result = await store.commit(commit);
      const suppresses = commit.puts.some((put) => put.entity === "contactPoint" && suppressionOf(put.value));
      const isFirst = log.every(({ did }) => did !== "suppressed");
      if (suppresses && isFirst && result === "committed") log.push({ who, did: "suppressed" });
      return result;
    },
  };
}
