import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import type { VirtualClock } from "./clock/virtual-clock.ts";

const MINUTE_MS = 60_000;

/** What the schedule follows and calls. */
export interface JobScheduleDeps {
  readonly clock: VirtualClock;
  /** Partitions of the index that the queue is kept in. */
  readonly partitions: readonly string[];
  /** Calls the function that works what is due. */
  readonly start: () => Promise<unknown>;
}

/**
 * Fires the function that works a queue of what comes due: start-jobs, tend-desk, tend-persons. On AWS it runs each minute, or every few, always. Here the engine
 * sees every item that is written, so it knows when the next one is due, and sleeps until the minute after that: a campaign of weeks
 * passes in seconds.
 */
export class JobSchedule {
  readonly #clock: VirtualClock;
  readonly #work: () => Promise<unknown>;
  readonly #partitions: ReadonlySet<string | undefined>;
  /** When each waiting item is due, by its key. */
  readonly #dueAt = new Map<string, number>();
  #earliest = Number.POSITIVE_INFINITY;
  #started = false;
  #nextTick: number | undefined;
  #cancel: () => void = () => {};

  constructor({ clock, partitions, start }: JobScheduleDeps) {
    this.#clock = clock;
    this.#work = start;
    this.#partitions = new Set(partitions);
  }

  /** Begins; until then it only takes notes. */
  start(): void {
    this.#started = true;
    this.#plan();
  }

  /** Hears of items as they were written, in DynamoDB's own notation: in the queue now, due at another time, or out of it. */
  note(items: Iterable<Record<string, AttributeValue>>): void {
    for (const { pk, sk, gsi1pk, gsi1sk } of items) {
      const key = `${pk?.S} ${sk?.S}`;
      const isQueued = this.#partitions.has(gsi1pk?.S);
      this.#move(key, isQueued ? Date.parse(gsi1sk?.S?.split("#")[0] ?? "") : undefined);
    }
    this.#plan();
  }

  /** A hundred thousand persons wait here: all are looked at only when the first of them moves. */
  #move(key: string, dueAt: number | undefined): void {
    const before = this.#dueAt.get(key);
    if (dueAt === undefined) this.#dueAt.delete(key);
    else this.#dueAt.set(key, dueAt);
    if (dueAt !== undefined && dueAt <= this.#earliest) this.#earliest = dueAt;
    else if (before === this.#earliest) this.#earliest = earliestOf(this.#dueAt.values());
  }

  #plan(): void {
    if (!this.#started) return;
    const dueAt = this.#earliest;
    const tick = Number.isFinite(dueAt)
      ? (Math.floor(Math.max(dueAt, this.#clock.now()) / MINUTE_MS) + 1) * MINUTE_MS
      : undefined;
    if (tick === this.#nextTick) return;
    this.#cancel();
    this.#nextTick = tick;
    if (tick !== undefined) this.#cancel = this.#clock.schedule(tick, () => this.#tick());
  }

  /** What stays due, because the function failed or left it, is tried again in a minute. */
  async #tick(): Promise<void> {
    this.#nextTick = undefined;
    await this.#work().catch(() => {});
    this.#plan();
  }
}

function earliestOf(times: Iterable<number>): number {
  let earliest = Number.POSITIVE_INFINITY;
  for (const time of times) earliest = Math.min(earliest, time);
  return earliest;
}
