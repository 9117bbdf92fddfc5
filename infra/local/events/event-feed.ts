import type { DynamoDBBatchResponse, DynamoDBRecord } from "aws-lambda";
import type { VirtualClock } from "../clock/virtual-clock.ts";
import type { DeliveredEvents } from "./delivered-events.ts";

/** Records in one batch, as on AWS. */
const BATCH_SIZE = 100;
/** Pause before a failed batch is tried again, ms; doubles up to the longest. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;
/** After so many tries of one record it is given up, so that it does not hold up all that follow. */
const MAX_TRIES = 20;

/** What the feed needs. */
export interface EventFeedDeps {
  readonly clock: VirtualClock;
  readonly delivered: DeliveredEvents;
  /** Calls publish-events with a batch of stream records. */
  publish(batch: { Records: DynamoDBRecord[] }): Promise<DynamoDBBatchResponse>;
  /** Waits until what was published so far has reached the functions behind the bus; false when the engine stopped before. */
  taken(): Promise<boolean>;
  /** Hears of a record that was given up; on AWS it goes to the on-failure destination. */
  onGivenUp(record: DynamoDBRecord): void;
}

/**
 * Brings stream records to publish-events, at least once and in order, as Lambda's event source mapping does: after a
 * failure it goes on from the failed record, one record at a time until that one passes. Holds the clock while it delivers.
 */
export class EventFeed {
  readonly #deps: EventFeedDeps;
  readonly #queue: DynamoDBRecord[] = [];
  #delivering = false;
  #pausing = false;
  #batchSize = BATCH_SIZE;
  #pause = FIRST_PAUSE_MS;
  #tries = 0;

  constructor(deps: EventFeedDeps) {
    this.#deps = deps;
  }

  /** Takes new records and delivers them in the background. */
  add(records: readonly DynamoDBRecord[]): void {
    this.#queue.push(...records);
    void this.#deliver();
  }

  async #deliver(): Promise<void> {
    if (this.#delivering) return;
    this.#delivering = true;
    const release = this.#deps.clock.hold();
    while (this.#queue.length > 0 && !this.#pausing) await this.#deliverBatch();
    this.#delivering = false;
    release();
  }

  async #deliverBatch(): Promise<void> {
    const batch = this.#queue.slice(0, this.#batchSize);
    const failed = await this.#publish(batch);
    if (failed === undefined) {
      this.#take(batch.length);
      this.#batchSize = BATCH_SIZE;
    } else {
      if (failed > 0) this.#take(failed);
      this.#batchSize = 1;
      this.#tries += 1;
      if (this.#tries < MAX_TRIES) this.#tryLater();
      else for (const record of this.#take(1)) this.#deps.onGivenUp(record);
    }
  }

  #take(count: number): DynamoDBRecord[] {
    const taken = this.#queue.splice(0, count);
    void this.#note(taken);
    this.#pause = FIRST_PAUSE_MS;
    this.#tries = 0;
    return taken;
  }

  /** A bus on AWS keeps what it was handed; this one forgets it with the process, so it counts only once it has arrived. */
  async #note(records: readonly DynamoDBRecord[]): Promise<void> {
    if (await this.#deps.taken()) this.#deps.delivered.add(records);
  }

  /** Index of the first record that was not taken; undefined when all were. */
  async #publish(batch: DynamoDBRecord[]): Promise<number | undefined> {
    try {
      const failure = (await this.#deps.publish({ Records: batch })).batchItemFailures[0];
      if (!failure) return undefined;
      const index = batch.findIndex((record) => record.dynamodb?.SequenceNumber === failure.itemIdentifier);
      return Math.max(index, 0);
    } catch {
      return 0;
    }
  }

  #tryLater(): void {
    this.#pausing = true;
    this.#deps.clock.schedule(this.#deps.clock.now() + this.#pause, async () => {
      this.#pausing = false;
      void this.#deliver();
    });
    this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE_MS);
  }
}
