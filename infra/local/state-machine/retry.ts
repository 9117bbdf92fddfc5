import { createHash } from "node:crypto";

/** One entry of `Retry` in a state machine. */
export interface Retrier {
  readonly ErrorEquals: readonly string[];
  readonly IntervalSeconds?: number;
  readonly BackoffRate?: number;
  readonly MaxAttempts?: number;
  readonly MaxDelaySeconds?: number;
  readonly JitterStrategy?: "NONE" | "FULL";
}

/** What the States Language prescribes where a retrier says nothing. */
const DEFAULTS = { IntervalSeconds: 1, BackoffRate: 2, MaxAttempts: 3 };

/** Counts the retries of one visit to a state. */
export class RetryPolicy {
  readonly #retriers: readonly Retrier[];
  readonly #seed: string;
  readonly #attempts: number[];

  /** `seed` makes the jitter the same on every run. */
  constructor(retriers: readonly Retrier[], seed: string) {
    this.#retriers = retriers;
    this.#seed = seed;
    this.#attempts = retriers.map(() => 0);
  }

  /** How long to pause before trying again after an error of this name, ms; undefined when it is not retried (any more). */
  nextPause(errorName: string): number | undefined {
    const index = this.#retriers.findIndex((retrier) => matches(retrier, errorName));
    const retrier = this.#retriers[index];
    const done = this.#attempts[index] ?? 0;
    if (!retrier || done >= (retrier.MaxAttempts ?? DEFAULTS.MaxAttempts)) return undefined;
    this.#attempts[index] = done + 1;
    const interval = retrier.IntervalSeconds ?? DEFAULTS.IntervalSeconds;
    const grown = interval * (retrier.BackoffRate ?? DEFAULTS.BackoffRate) ** done;
    const pause = Math.min(grown, retrier.MaxDelaySeconds ?? grown) * 1000;
    return Math.round(retrier.JitterStrategy === "FULL" ? pause * fractionOf(`${this.#seed}:${index}:${done}`) : pause);
  }
}

function matches(retrier: Retrier, errorName: string): boolean {
  return retrier.ErrorEquals.some(
    (name) =>
      name === errorName || name === "States.ALL" || (name === "States.TaskFailed" && errorName !== "States.Timeout"),
  );
}

function fractionOf(text: string): number {
  return createHash("sha256").update(text).digest().readUInt32BE() / 2 ** 32;
}
