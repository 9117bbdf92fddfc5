import type { VirtualTime } from "../clock/virtual-time.ts";
import type { Random } from "../random.ts";
import type { FaultShares } from "./faults.ts";

/** How long a function that died is waited for, ms: its timeout. */
const DEAD_AFTER_MS = 25_000;
/** A queue delivers again when the function of the delivery before has surely ended, ms after its death was noticed. */
const REDELIVERED_AFTER_MS = 10_000;
/** Chance alone fails nothing this often in a row. */
const MAX_DELIVERIES = 30;
/** Retries of a task in the state machine: of an error of the store, and of a function that died. */
const STORE_RETRIES = 4;
const CRASH_RETRIES = 2;
/** Errors that the state machine tries again, and answers of the API that refuse a request. */
const EXPECTED = new Set(["StoreUnavailable", "WorkflowUnavailable", "FilesUnavailable", "HttpProblem"]);

/** One invocation of a function: what it is allowed to find out about its own death is nothing. */
export interface Invocation {
  /** Folder of the function. */
  readonly of: string;
  /** Whether it came to its end; until then nobody can tell what it has done. */
  readonly finished: boolean;
  /** Nothing, or the death of the function there: a promise that never resolves. */
  checkpoint(): Promise<never> | undefined;
}

/** What became of an invocation. */
export type Invoked<T> =
  | { readonly is: "done"; readonly value: T }
  | { readonly is: "died" }
  | { readonly is: "failed"; readonly name: string };

/** Invokes functions, some of which die, fail or run twice. */
export class Tasks {
  readonly #time: VirtualTime;
  readonly #random: Random;
  readonly #faults: FaultShares;
  /** Ends each invocation that is under way. */
  readonly #underWay = new Set<() => void>();
  /** Rises when all of them die at once. */
  #era = 0;
  /** Invocations that died so far, by function. */
  readonly deaths = new Map<string, number>();
  /** Hears of errors that no function should throw. */
  readonly #onUnexpected: (of: string, error: unknown) => void;

  constructor(
    time: VirtualTime,
    random: Random,
    faults: FaultShares,
    onUnexpected: (of: string, error: unknown) => void,
  ) {
    this.#time = time;
    this.#random = random;
    this.#faults = faults;
    this.#onUnexpected = onUnexpected;
  }

  /** One invocation. */
  invoke<T>(of: string, run: (invocation: Invocation) => Promise<T>): Promise<Invoked<T>> {
    return new Promise((resolve) => {
      const state = { dead: false, finished: false };
      const die = () => {
        state.dead = true;
        this.#underWay.delete(die);
        this.deaths.set(of, (this.deaths.get(of) ?? 0) + 1);
        this.#time.at(this.#time.now() + DEAD_AFTER_MS, () => resolve({ is: "died" }));
      };
      const checkpoint = (): Promise<never> | undefined => {
        if (!state.dead && this.#random.chance(this.#faults.crash)) die();
        return state.dead ? new Promise(() => {}) : undefined;
      };
      this.#underWay.add(die);
      const invocation: Invocation = {
        of,
        get finished() {
          return state.finished;
        },
        checkpoint,
      };
      run(invocation).then(
        (value) => {
          state.finished = true;
          this.#underWay.delete(die);
          resolve({ is: "done", value });
        },
        (error: unknown) => {
          this.#underWay.delete(die);
          if (!(error instanceof Error) || !EXPECTED.has(error.name)) this.#onUnexpected(of, error);
          resolve({ is: "failed", name: error instanceof Error ? error.name : "unknown" });
        },
      );
    });
  }

  /** Every invocation that is under way dies now; executions do not try theirs again. */
  killAll(): void {
    this.#era += 1;
    for (const die of this.#underWay) die();
  }

  /** A task of the state machine, with its retries; undefined when the execution fails. */
  async task<T>(of: string, run: (invocation: Invocation) => Promise<T>): Promise<T | undefined> {
    const left = { died: CRASH_RETRIES, failed: STORE_RETRIES };
    const era = this.#era;
    if (this.#random.chance(this.#faults.repeatedTask)) void this.invoke(of, run);
    for (let pause = 2_000; ; pause *= 2) {
      const invoked = await this.invoke(of, run);
      if (invoked.is === "done") return invoked.value;
      if (left[invoked.is] === 0) return undefined;
      left[invoked.is] -= 1;
      await this.#time.sleep(this.#random.fraction() * pause);
      if (era !== this.#era) return undefined;
    }
  }

  /** Something that is delivered until it was worked: a post by an impatient form, a message of a queue. */
  async untilDone<T>(of: string, run: (invocation: Invocation) => Promise<T>): Promise<T> {
    let pause = 2_000;
    for (let tries = 1; tries <= MAX_DELIVERIES; tries += 1) {
      const invoked = await this.invoke(of, run);
      if (invoked.is === "done") return invoked.value;
      await this.#time.sleep(REDELIVERED_AFTER_MS + this.#random.fraction() * pause);
      pause = Math.min(2 * pause, 15 * 60_000);
    }
    this.#onUnexpected(of, new Error(`failed ${MAX_DELIVERIES} times`));
    return new Promise(() => {});
  }
}
