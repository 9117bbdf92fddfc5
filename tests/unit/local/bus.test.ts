import { afterEach, describe, expect, it } from "@jest/globals";
import type { BusEvent } from "../../../infra/local/aws/services.ts";
import { VirtualClock } from "../../../infra/local/clock/virtual-clock.ts";
import { createBus } from "../../../infra/local/events/bus.ts";
import { EVENT_CONSUMERS } from "../../../shared/contracts/event-consumers.ts";
import { EVENT_SOURCE } from "../../../shared/contracts/events.ts";

const START = Date.parse("2026-12-01T16:02:00Z");
const clocks: VirtualClock[] = [];
afterEach(() => {
  for (const clock of clocks.splice(0)) clock.stop();
});

function startBus(fails: (functionName: string, call: number) => boolean = () => false) {
  const clock = new VirtualClock({ startsAt: START, speed: 1 });
  clocks.push(clock);
  const calls: { functionName: string; at: number }[] = [];
  const lost: string[] = [];
  const { deliver, taken } = createBus({
    clock,
    invoke: async (functionName) => {
      calls.push({ functionName, at: clock.now() });
      const own = calls.filter((call) => call.functionName === functionName);
      if (fails(functionName, own.length)) throw new Error("the function broke");
    },
    onLost: (functionName) => lost.push(functionName),
  });
  return { clock, deliver, taken, calls, lost };
}

function buildEvent(source: string, type: string, detail: object = {}): BusEvent {
  const envelope = { version: "0", id: "1", account: "000000000000", region: "us-east-1", resources: [] } as const;
  return { ...envelope, source, "detail-type": type, time: new Date(START).toISOString(), detail };
}
const upload = (key: string) => buildEvent("aws.s3", "Object Created", { object: { key } });

describe("the local event bus", () => {
  it("hands each event to the functions that asked for its type, as the rules on AWS do", async () => {
    const types = new Set(EVENT_CONSUMERS.flatMap((consumer) => consumer.types));
    for (const type of [...types, "touch.claimed.v1"]) {
      const { clock, deliver, calls } = startBus();
      deliver(buildEvent(EVENT_SOURCE, type));
      await clock.settle();
      const expected = EVENT_CONSUMERS.filter((consumer) => consumer.types.some((wanted) => wanted === type));
      expect(calls.map(({ functionName }) => functionName)).toEqual(expected.map(({ functionName }) => functionName));
    }
  });

  it("hands uploaded files to start-import, and no other file", async () => {
    const { clock, deliver, calls } = startBus();
    for (const key of ["uploads/a/1.csv", "rejected/a/1.csv", "exports/a/1.csv"]) deliver(upload(key));
    await clock.settle();
    expect(calls.map(({ functionName }) => functionName)).toEqual(["start-import"]);
  });

  it("ignores events of others", async () => {
    const { clock, deliver, calls } = startBus();
    deliver(buildEvent("aws.ses", "lead.received.v1"));
    await clock.settle();
    expect(calls).toEqual([]);
  });

  it("tries again, with longer pauses, what a function did not take, and bothers no other function with it", async () => {
    const { clock, deliver, calls, lost } = startBus((name, call) => name === "update-members" && call < 3);
    deliver(buildEvent(EVENT_SOURCE, "reply.received.v1"));
    await clock.advance(60);
    const names = calls.map(({ functionName }) => functionName);
    expect(names.filter((name) => name === "update-members")).toHaveLength(3);
    expect(names.filter((name) => name === "record-metrics")).toHaveLength(1);
    expect(lost).toEqual([]);
  });

  it("knows when all that it was handed so far was taken, after however many tries", async () => {
    const { clock, deliver, taken } = startBus((name, call) => name === "update-members" && call < 3);
    let isKnown = false;
    deliver(buildEvent(EVENT_SOURCE, "reply.received.v1"));
    const known = taken().finally(() => {
      isKnown = true;
    });
    await clock.advance(3);
    expect(isKnown).toBe(false);
    await clock.advance(60);
    expect(await known).toBe(true);
  });

  it("says when the engine stopped before all was taken", async () => {
    const { clock, deliver, taken } = startBus(() => true);
    deliver(buildEvent(EVENT_SOURCE, "reply.received.v1"));
    const known = taken();
    await clock.advance(2);
    clock.stop();
    expect(await known).toBe(false);
  });

  it("says what was never taken", async () => {
    const { clock, deliver, calls, lost } = startBus(() => true);
    deliver(upload("uploads/a/1.csv"));
    await clock.advance(600);
    expect(calls).toHaveLength(5);
    expect(lost).toEqual(["start-import"]);
  });
});
