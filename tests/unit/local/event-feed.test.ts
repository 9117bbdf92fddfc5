import { afterEach, describe, expect, it } from "@jest/globals";
import type { DynamoDBRecord } from "aws-lambda";
import { VirtualClock } from "../../../infra/local/clock/virtual-clock.ts";
import { DeliveredEvents } from "../../../infra/local/events/delivered-events.ts";
import { EventFeed } from "../../../infra/local/events/event-feed.ts";

const START = Date.parse("2026-12-01T16:02:00Z");
const clocks: VirtualClock[] = [];
afterEach(() => {
  for (const clock of clocks.splice(0)) clock.stop();
});

function record(version: number): DynamoDBRecord {
  const sk = `EVENT#${String(version).padStart(9, "0")}`;
  return {
    eventName: "INSERT",
    dynamodb: { SequenceNumber: String(version), Keys: { pk: { S: "lead" }, sk: { S: sk } } },
  };
}

/** A feed whose consumer takes what `takes` lets through and fails at the first that it does not. */
function startFeed(
  takes: (version: number, now: number) => boolean,
  arrived: () => Promise<boolean> = async () => true,
) {
  const clock = new VirtualClock({ startsAt: START, speed: 1 });
  clocks.push(clock);
  const taken: number[] = [];
  const givenUp: (string | undefined)[] = [];
  const delivered = new DeliveredEvents(undefined);
  const feed = new EventFeed({
    clock,
    delivered,
    taken: arrived,
    onGivenUp: (given) => givenUp.push(given.dynamodb?.SequenceNumber),
    publish: async ({ Records }) => {
      for (const { dynamodb } of Records) {
        const version = Number(dynamodb?.SequenceNumber);
        if (!takes(version, clock.now())) return { batchItemFailures: [{ itemIdentifier: String(version) }] };
        taken.push(version);
      }
      return { batchItemFailures: [] };
    },
  });
  return { clock, feed, taken, givenUp, delivered };
}

const versions = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

describe("EventFeed", () => {
  it("delivers in order, however many come", async () => {
    const { clock, feed, taken } = startFeed(() => true);
    feed.add(versions(1, 150).map(record));
    feed.add(versions(151, 230).map(record));
    await clock.settle();
    expect(taken).toEqual(versions(1, 230));
  });

  it("goes on from the record that failed, once that passes", async () => {
    const { clock, feed, taken, delivered } = startFeed((version, now) => version !== 3 || now >= START + 10_000);
    feed.add(versions(1, 5).map(record));
    await clock.settle();
    expect(taken).toEqual([1, 2]);
    expect([delivered.has(record(2)), delivered.has(record(3))]).toEqual([true, false]);
    await clock.advance(60);
    expect(taken).toEqual([1, 2, 3, 4, 5]);
  });

  it("counts what was published only once it has arrived, and never when the engine stops before", async () => {
    for (const hasArrived of [true, false]) {
      const arrival = Promise.withResolvers<boolean>();
      const { clock, feed, taken, delivered } = startFeed(
        () => true,
        () => arrival.promise,
      );
      feed.add([record(1)]);
      await clock.settle();
      expect([taken, delivered.has(record(1))]).toEqual([[1], false]);
      arrival.resolve(hasArrived);
      await clock.settle();
      expect(delivered.has(record(1))).toBe(hasArrived);
    }
  });

  it("keeps the clock until all is delivered", async () => {
    const { clock, feed, taken } = startFeed(() => true);
    clock.schedule(START + 60_000, async () => feed.add([record(1)]));
    clock.schedule(START + 60_001, async () => void taken.push(99));
    await clock.advance(120);
    expect(taken).toEqual([1, 99]);
  });

  it("gives up a record that never passes, and it alone", async () => {
    const { clock, feed, taken, givenUp } = startFeed((version) => version !== 2);
    feed.add(versions(1, 4).map(record));
    await clock.advance(86_400);
    expect(taken).toEqual([1, 3, 4]);
    expect(givenUp).toEqual(["2"]);
  });
});
