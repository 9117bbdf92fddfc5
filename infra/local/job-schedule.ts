import type { VirtualClock } from "./clock/virtual-clock.ts";

const MINUTE_MS = 60_000;
/** Real time between two looks of a burst, ms. */
const LOOK_PAUSE_MS = 25;

/** What the schedule asks and calls. */
export interface JobScheduleDeps {
  readonly clock: VirtualClock;
  /** When the next one is due, ms; undefined when none is. */
  nextAt(): Promise<number | undefined>;
  /** Calls the function that works what is due. */
  start(): Promise<unknown>;
}

/**
 * Fires the function that works a queue of what comes due: start-jobs, or tend-desk. On AWS it runs each minute, always. Here the engine
 * knows when something may have been added or have moved on, looks then when the next one is due, and sleeps until the minute after
 * that: a campaign of weeks passes in seconds.
 */
export class JobSchedule {
  readonly #deps: JobScheduleDeps;
  #lookAgain = false;
  #looking = false;
  #cancel: () => void = () => {};

  constructor(deps: JobScheduleDeps) {
    this.#deps = deps;
  }

  /** Looks, in the background, when the next one is due. Time does not go on meanwhile. */
  look(): void {
    this.#lookAgain = true;
    if (this.#looking) return;
    this.#looking = true;
    const release = this.#deps.clock.hold();
    void this.#look().finally(() => {
      this.#looking = false;
      release();
    });
  }

  async #look(): Promise<void> {
    while (this.#lookAgain) {
      this.#lookAgain = false;
      this.#plan(await this.#nextAt());
      // Asked for again and again, as by a morning of leads, it looks now and then.
      if (this.#lookAgain) await new Promise((resolve) => setTimeout(resolve, LOOK_PAUSE_MS));
    }
  }

  #plan(dueAt: number | undefined): void {
    this.#cancel();
    if (dueAt === undefined) return;
    const minute = Math.floor(Math.max(dueAt, this.#deps.clock.now()) / MINUTE_MS) + 1;
    this.#cancel = this.#deps.clock.schedule(minute * MINUTE_MS, () => this.#tick());
  }

  async #tick(): Promise<void> {
    // By now it may have been seen to.
    const dueAt = await this.#nextAt();
    if (dueAt !== undefined && dueAt < this.#deps.clock.now()) await this.#deps.start().catch(() => {});
    this.look();
  }

  /** A table that does not answer is asked again in a minute. */
  #nextAt(): Promise<number | undefined> {
    return this.#deps.nextAt().catch(() => this.#deps.clock.now());
  }
}
