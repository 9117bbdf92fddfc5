import { describe, expect, it } from "@jest/globals";
import { type Republished, republishEvents } from "../../../infra/admin/events/republish-events.ts";
import { createDynamoStore } from "../../../shared/adapters/dynamo/store.ts";
import { type EventPage, storedEvents } from "../../../shared/adapters/dynamo/stored-events.ts";
import { answered, leadIdOf, newLead, statusChanged } from "../../contract/store-fixtures.ts";
import { useDynoxide } from "../../support/dynoxide.ts";
import { NOW } from "../../support/fakes/clock.ts";

const freshTables = useDynoxide();
const ids = (page: EventPage) => page.events.map(({ id }) => id);
const all = { since: 0, until: NOW * 2 };

async function* pagesOf(...sizes: readonly number[]): AsyncGenerator<EventPage> {
  for (const [index, size] of sizes.entries()) {
    const events = Array.from({ length: size }, (_, n) => statusChanged(leadIdOf(index), n + 1));
    const from = index === 0 ? undefined : `page-${index}`;
    yield {
      events,
      unreadable: 0,
      scanned: 10,
      from,
      next: index < sizes.length - 1 ? `page-${index + 1}` : undefined,
    };
  }
}

/** Republishes pages; the bus takes nothing of the lead that is given. */
async function republish(sizes: readonly number[], refused?: number) {
  const published: string[][] = [];
  const pauses: number[] = [];
  const heard: Republished[] = [];
  const told = await republishEvents({
    pages: pagesOf(...sizes),
    bus: {
      publish: async (events) => {
        const failed = events.filter(({ leadId }) => refused !== undefined && leadId === leadIdOf(refused));
        published.push(events.map(({ id }) => id));
        return { failed: failed.map(({ id }) => id) };
      },
    },
    perSecond: 4,
    pause: async (ms) => pauses.push(ms),
    onProgress: (done) => heard.push(done),
  });
  return { told, published, pauses, heard };
}

describe("republishing", () => {
  it("publishes no more a second than it may", async () => {
    const { published, pauses, told } = await republish([9, 2]);
    expect(published.map((batch) => batch.length)).toEqual([4, 4, 1, 2]);
    expect(pauses).toEqual([1_000, 1_000, 1_000, 500]);
    expect(told).toEqual({ published: 11, scanned: 20, unreadable: 0, next: undefined });
  });

  it("tells after each page where it could go on", async () => {
    const { heard } = await republish([1, 0, 1]);
    expect(heard.map(({ published, next }) => [published, next])).toEqual([
      [1, "page-1"],
      [2, undefined],
    ]);
  });

  it("stops at a page that is not taken, and goes on from its beginning", async () => {
    const { told } = await republish([1, 2, 1], 1);
    expect(told).toEqual({ published: 1, scanned: 10, unreadable: 0, next: "page-1", stopped: "not_taken" });
  });
});

describe("the events of a table", () => {
  it("are read in the order of each lead, within their time", async () => {
    const { leadTable, client } = await freshTables();
    const store = createDynamoStore({ leadTable, contactTable: leadTable, client });
    for (const n of [1, 2]) await store.commit(newLead({ leadId: leadIdOf(n) }));
    await store.commit(answered(leadIdOf(1), 1));
    const read = async (wanted: Parameters<typeof storedEvents>[1]) => {
      const found: string[] = [];
      for await (const page of storedEvents({ leadTable, client }, wanted)) found.push(...ids(page));
      return found.sort();
    };
    expect(await read(all)).toEqual([`${leadIdOf(1)}#1`, `${leadIdOf(1)}#2`, `${leadIdOf(2)}#1`]);
    expect(await read({ since: NOW + 2, until: NOW + 3 })).toEqual([`${leadIdOf(1)}#2`]);
    expect(await read({ since: 0, until: NOW + 1 })).toEqual([]);
    expect(await read({ ...all, practiceId: "elsewhere" as never })).toEqual([]);
  });
});
