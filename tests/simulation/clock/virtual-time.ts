import { setImmediate as everythingElse } from "node:timers/promises";
import type { Clock } from "../../../shared/ports/index.ts";
import { EventQueue } from "./event-queue.ts";

/**
 * Time that jumps from event to event. Whatever happens at one moment runs interleaved, as concurrent requests do, and time
 * moves on only when all of it waits for a later moment.
 */
export class VirtualTime implements Clock {
  readonly #queue = new EventQueue();
  #now: number;

  constructor(startsAt: number) {
    this.#now = startsAt;
  }

  now(): number {
    return this.#now;
  }

  /** Runs `event` at that moment; at once after what is under way when it is past. */
  at(moment: number, event: () => void): void {
    this.#queue.add(Math.max(Math.ceil(moment), this.#now), event);
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => this.at(this.#now + ms, resolve));
  }

  /** Runs everything that happens until `end`; `onProgress` hears of the time every now and then. */
  async runUntil(end: number, onProgress: (now: number) => void = () => {}): Promise<void> {
    for (let moments = 0; ; moments += 1) {
      await everythingElse();
      const next = this.#queue.nextAt;
      if (next === undefined || next > end) break;
      this.#now = next;
      while (this.#queue.nextAt === next) this.#queue.take()?.();
      if (moments % 10_000 === 0) onProgress(next);
    }
    this.#now = end;
  }
}
