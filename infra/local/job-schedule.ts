import type { VirtualClock } from "./clock/virtual-clock.ts";

const MINUTE_MS = 60_000;

/** What the schedule asks and calls. */
export interface JobScheduleDeps {
  readonly clock: VirtualClock;
  /** When the next job must show life, ms; undefined when none must. */
  nextJobAt(): Promise<number | undefined>;
  /** Calls start-jobs. */
  startJobs(): Promise<unknown>;
}

/**
 * Fires start-jobs. On AWS it runs each minute, always. Here the engine knows when a job may have been made or have moved on, looks then
 * when the next one is due, and sleeps until the minute after that: a campaign of weeks passes in seconds.
 */
export class JobSchedule {
  readonly #deps: JobScheduleDeps;
  #lookAgain = false;
  #looking = false;
  #cancel: () => void = () => {};

  constructor(deps: JobScheduleDeps) {
    this.#deps = deps;
  }

  /** Looks, in the background, when the next job is due. Time does not go on meanwhile. */
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
      this.#plan(await this.#nextJobAt());
    }
  }

  #plan(dueAt: number | undefined): void {
    this.#cancel();
    if (dueAt === undefined) return;
    const minute = Math.floor(Math.max(dueAt, this.#deps.clock.now()) / MINUTE_MS) + 1;
    this.#cancel = this.#deps.clock.schedule(minute * MINUTE_MS, () => this.#tick());
  }

  async #tick(): Promise<void> {
    // By now the job may have shown life.
    const dueAt = await this.#nextJobAt();
    if (dueAt !== undefined && dueAt < this.#deps.clock.now()) await this.#deps.startJobs().catch(() => {});
    this.look();
  }

  /** A table that does not answer is asked again in a minute. */
  #nextJobAt(): Promise<number | undefined> {
    return this.#deps.nextJobAt().catch(() => this.#deps.clock.now());
  }
}
