import { describe, expect, it } from "@jest/globals";
import { type OutboxRecord, publishEvents } from "../../../functions/publish-events/logic.ts";
import type { LeadEvent } from "../../../shared/contracts/events.ts";
import { leadEvent } from "./event.ts";

/** A bus that takes all but the versions it is told to refuse. */
function fakeBus(refused: readonly number[] = []) {
  const offered: LeadEvent[] = [];
  const bus = {
    async publish(events: readonly LeadEvent[]) {
      offered.push(...events);
      return { failed: events.filter(({ version }) => refused.includes(version)).map(({ id }) => id) };
    },
  };
  return { bus, offered: () => offered.map(({ version }) => version) };
}

const record = (version: number): OutboxRecord => ({ sequenceNumber: `${100 + version}`, event: leadEvent(version) });
const unreadable = (version: number): OutboxRecord => ({ sequenceNumber: `${100 + version}`, event: undefined });

describe("publishEvents", () => {
  it("publishes the events of a batch in the order of the stream", async () => {
    const { bus, offered } = fakeBus();
    expect(await publishEvents({ bus }, [record(2), record(3), record(1)])).toBeUndefined();
    expect(offered()).toEqual([2, 3, 1]);
  });

  it("reports the earliest event that the bus did not take", async () => {
    const { bus } = fakeBus([4, 2]);
    expect(await publishEvents({ bus }, [1, 2, 3, 4].map(record))).toEqual({ sequenceNumber: "102", poison: false });
  });

  it("publishes up to a record that cannot be read, and reports that one as poison", async () => {
    const { bus, offered } = fakeBus();
    const failure = await publishEvents({ bus }, [record(1), unreadable(2), record(3), unreadable(4)]);
    expect(failure).toEqual({ sequenceNumber: "102", poison: true });
    expect(offered()).toEqual([1]);
  });

  it("reports an event that was not taken before a poison record that follows it", async () => {
    const { bus } = fakeBus([1]);
    expect(await publishEvents({ bus }, [record(1), unreadable(2)])).toEqual({ sequenceNumber: "101", poison: false });
  });

  it("does not call the bus when there is nothing to publish", async () => {
    const { bus, offered } = fakeBus();
    expect(await publishEvents({ bus }, [unreadable(1)])).toEqual({ sequenceNumber: "101", poison: true });
    expect(await publishEvents({ bus }, [])).toBeUndefined();
    expect(offered()).toEqual([]);
  });
});
