import type { Run } from "../../../shared/domain/entities/run.ts";
import type { Commit, Store } from "../../../shared/ports/store.ts";
import type { StoreSnapshot } from "../../support/memory-store.ts";
import type { Oracle } from "../oracle/oracle.ts";
import { CANARY } from "../population/post.ts";

const TOKEN = new RegExp(`${CANARY} (p\\d+x\\d+)`);

/** Watches what is committed: which posts became which leads, which runs are open, and when they must show life. */
export class Observer {
  readonly #oracle: Oracle;
  readonly #onWake: (run: Run) => void;
  readonly #personOf = new Map<string, string>();
  readonly #openRuns = new Map<string, Set<string>>();
  /** When each run must show life, ms. */
  readonly wakeOf = new Map<string, number>();

  constructor(oracle: Oracle, onWake: (run: Run) => void) {
    this.#oracle = oracle;
    this.#onWake = onWake;
  }

  /** The store, watched. */
  watch<S extends Store>(store: S): S {
    return {
      ...store,
      commit: async (commit) => {
        const result = await store.commit(commit);
        if (result === "committed") this.#saw(commit.puts);
        return result;
      },
    };
  }

  /** Everything that is in a table after it was restored. */
  restored({ entities }: StoreSnapshot): void {
    this.#openRuns.clear();
    this.wakeOf.clear();
    const puts = [...entities.values()];
    this.#saw(puts.filter(({ entity }) => entity === "lead"));
    this.#saw(puts.filter(({ entity }) => entity === "run"));
  }

  #saw(puts: readonly Pick<Commit["puts"][number], "entity" | "value">[]): void {
    for (const { entity, value } of puts as Commit["puts"]) {
      if (entity === "lead") this.#personOf.set(value.leadId, `${value.practiceId} ${value.personId}`);
      if (entity === "touch" && value.delivery?.status === "failed") this.#oracle.failureRecorded(value);
      if (entity === "inbound") this.#oracle.messageRecorded(value.messageId);
      if (entity === "inquiry") {
        const token = TOKEN.exec(value.message ?? "")?.[1];
        if (token !== undefined) this.#oracle.book.link(token, value.leadId, value.receivedAt);
      }
    }
    for (const { entity, value } of puts as Commit["puts"]) if (entity === "run") this.#sawRun(value);
  }

  #sawRun(run: Run): void {
    if (run.wakeAt === undefined) this.wakeOf.delete(run.runId);
    else {
      this.wakeOf.set(run.runId, run.wakeAt);
      this.#onWake(run);
    }
    if (run.purpose !== "new-lead") return;
    const person = this.#personOf.get(run.leadId) ?? run.leadId;
    const open = this.#openRuns.get(person) ?? new Set();
    this.#openRuns.set(person, open);
    // A run that only tells staff something works nobody.
    if (run.outcome === undefined && run.staffOnlySince === undefined) open.add(run.runId);
    else open.delete(run.runId);
    if (open.size > 1) this.#oracle.report("one active acquisition run", `${open.size} runs of one person`, run);
  }
}
