import { EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from "@aws-sdk/client-eventbridge";
import { beforeEach, describe, expect, it } from "@jest/globals";
import { mockClient } from "aws-sdk-client-mock";
import { createEventBus } from "../../../shared/adapters/event-bus.ts";
import type { LogFields } from "../../../shared/ports/index.ts";
import { leadEvent } from "./event.ts";

const eventBridge = mockClient(EventBridgeClient);
let pauses: number[];
let logged: (LogFields | undefined)[];

beforeEach(() => {
  eventBridge.reset();
  pauses = [];
  logged = [];
});

function publish(events: Parameters<ReturnType<typeof createEventBus>["publish"]>[0]) {
  const log = (_message: string, fields?: LogFields) => void logged.push(fields);
  const bus = createEventBus({
    busName: "first-touch",
    logger: { info: log, warn: log, error: log },
    client: new EventBridgeClient({ region: "us-east-1" }),
    pause: async (ms) => void pauses.push(ms),
  });
  return bus.publish(events);
}

/** A bus that takes an entry unless `refuses` says otherwise; counts calls from 1. */
function busThat(refuses: (entry: PutEventsRequestEntry, call: number) => boolean) {
  let call = 0;
  eventBridge.on(PutEventsCommand).callsFake((input) => {
    call += 1;
    const Entries = input.Entries.map((entry: PutEventsRequestEntry) =>
      refuses(entry, call) ? { ErrorCode: "ThrottlingException", ErrorMessage: "no" } : { EventId: "e" },
    );
    return { Entries };
  });
}

/** The versions of the events in each request. */
const requests = () =>
  eventBridge
    .commandCalls(PutEventsCommand)
    .map(({ args }) => (args[0].input.Entries ?? []).map((entry) => versionOf(entry)));
const versionOf = (entry: PutEventsRequestEntry): number => JSON.parse(entry.Detail ?? "").version;
const events = (count: number) => Array.from({ length: count }, (_, index) => leadEvent(index + 1));
const upTo = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, index) => first + index);

describe("createEventBus", () => {
  it("puts an event on the bus under its source, type and time", async () => {
    busThat(() => false);
    const event = leadEvent(7);
    expect(await publish([event])).toEqual({ failed: [] });
    expect(eventBridge.commandCalls(PutEventsCommand)[0]?.args[0].input.Entries).toEqual([
      {
        EventBusName: "first-touch",
        Source: "first-touch",
        DetailType: "lead.status_changed.v1",
        Detail: JSON.stringify(event),
        Time: new Date(event.occurredAt),
      },
    ]);
  });

  it("makes no request for no events", async () => {
    expect(await publish([])).toEqual({ failed: [] });
    expect(requests()).toEqual([]);
  });

  it("puts at most ten events in a request, in order", async () => {
    busThat(() => false);
    await publish(events(23));
    expect(requests()).toEqual([upTo(1, 10), upTo(11, 20), upTo(21, 23)]);
  });

  it("keeps a request below 1 MB", async () => {
    busThat(() => false);
    const large = upTo(1, 4).map((version) => leadEvent(version, { reason: "é".repeat(150_000) }));
    await publish(large);
    expect(requests()).toEqual([[1, 2, 3], [4]]);
  });

  it("tries only the failed entries again, with growing pauses", async () => {
    busThat((entry, call) => versionOf(entry) === 2 && call <= 3);
    expect(await publish(events(3))).toEqual({ failed: [] });
    expect(requests()).toEqual([[1, 2, 3], [2], [2], [2]]);
    expect(pauses).toHaveLength(3);
    expect(pauses).toEqual([...pauses].sort((a, b) => a - b));
    expect(logged[0]).toEqual({ code: "ThrottlingException", count: 1 });
  });

  it("answers what is still not taken after three more tries, and sends nothing after it", async () => {
    busThat((entry) => versionOf(entry) === 4);
    const { failed } = await publish(events(12));
    expect(failed).toEqual([4, 11, 12].map((version) => leadEvent(version).id));
    expect(requests()).toEqual([upTo(1, 10), [4], [4], [4]]);
  });

  it("answers every event as failed when the call itself fails, and logs the kind of failure only", async () => {
    const error = Object.assign(new Error("no access for +13125550142"), { name: "AccessDeniedException" });
    eventBridge.on(PutEventsCommand).rejects(error);
    expect(await publish(events(2))).toEqual({ failed: events(2).map((event) => event.id) });
    expect(requests()).toHaveLength(4);
    expect(logged).toEqual(Array(4).fill({ code: "AccessDeniedException", count: 2 }));
  });

  it("counts an entry without an answer as not taken", async () => {
    eventBridge.on(PutEventsCommand).resolves({ Entries: [{ EventId: "e" }] });
    const { failed } = await publish(events(2));
    // The retry sends the second event alone, and that answer is its own.
    expect(failed).toEqual([]);
    expect(requests()).toEqual([[1, 2], [2]]);
  });
});
