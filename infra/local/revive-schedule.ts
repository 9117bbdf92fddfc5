import type { VirtualClock } from "./clock/virtual-clock.ts";

const MINUTE_MS = 60_000;
/** How often it runs while no run can be late. */
const QUIET_INTERVAL_MS = 24 * 60 * MINUTE_MS;
/** After trouble, a run can turn up late for this long: the longest pause between revivals plus leases and grace. */
const WATCH_MS = 25 * MINUTE_MS;

/**
 * Fires revive-runs. On AWS it runs each minute, always. Here a run can only be late after something went wrong that the
 * engine knows of, so between troubles it runs once a day, and two virtual weeks pass in seconds.
 */
export class ReviveSchedule {
  readonly #clock: VirtualClock;
  readonly #revive: () => Promise<{ late: number }>;
  #watchUntil = 0;
  #cancel: () => void = () => {};

  constructor(clock: VirtualClock, revive: () => Promise<{ late: number }>) {
    this.#clock = clock;
    this.#revive = revive;
  }

  start(): void {
    this.#plan();
  }

  /** Says that something went wrong: it runs each minute for a while. */
  watch(): void {
    this.#watchUntil = this.#clock.now() + WATCH_MS;
    this.#plan();
  }

  #plan(): void {
    this.#cancel();
    const now = this.#clock.now();
    const interval = now < this.#watchUntil ? MINUTE_MS : QUIET_INTERVAL_MS;
    this.#cancel = this.#clock.schedule((Math.floor(now / interval) + 1) * interval, () => this.#tick());
  }

  async #tick(): Promise<void> {
    try {
      if ((await this.#revive()).late > 0) this.#watchUntil = this.#clock.now() + WATCH_MS;
    } catch {
      this.#watchUntil = this.#clock.now() + WATCH_MS;
    }
    this.#plan();
  }
}
