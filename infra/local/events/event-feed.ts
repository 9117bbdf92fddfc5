import type { DynamoDBBatchResponse, DynamoDBRecord } from "aws-lambda";
import type { VirtualClock } from "../clock/virtual-clock.ts";
import type { DeliveredEvents } from "./delivered-events.ts";

/** Records in one batch, as on AWS. */
const BATCH_SIZE = 100;
/** Pause before a failed batch is tried again, ms; doubles up to the longest. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

/** What the feed needs. */
export interface EventFeedDeps {
  readonly clock: VirtualClock;
  readonly delivered: DeliveredEvents;
  /** Calls publish-events with a batch of stream records. */
  publish(batch: { Records: DynamoDBRecord[] }): Promise<DynamoDBBatchResponse>;
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
    const taken = batch.slice(0, failed);
    this.#queue.splice(0, taken.length);
    this.#deps.delivered.add(taken);
    if (taken.length === batch.length) {
      this.#batchSize = BATCH_SIZE;
      this.#pause = FIRST_PAUSE_MS;
    } else {
      this.#batchSize = 1;
      this.#tryLater();
    }
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
