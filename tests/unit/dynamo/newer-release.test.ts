import { describe, expect, it } from "@jest/globals";
import { entityOf, eventOf, itemOf, itemOfEvent } from "../../../shared/adapters/dynamo/items.ts";
import { type LeadEvent, parseEvent } from "../../../shared/contracts/events.ts";
import type { ContactPoint } from "../../../shared/domain/entities/identity.ts";
import type { EntityName, Put } from "../../../shared/ports/store.ts";
import { leadIdOf, oneOfEach, statusChanged } from "../../contract/store-fixtures.ts";
import { buildContactPoint, buildRun } from "../../support/builders/index.ts";

const { puts } = oneOfEach(leadIdOf(1));
const added = { addedLater: { at: 1, kinds: ["a"] } };
const withMore = <T extends object>(value: T): T => ({ ...value, ...added });

/** What is stored when this release reads an item and writes the entity back. */
function writtenBack(entity: EntityName, item: Record<string, unknown>): Record<string, unknown> {
  return itemOf({ entity, value: entityOf(entity, item), expected: 1 } as Put);
}

describe("items of a newer release", () => {
  it.each(puts.map((put) => [put.entity, put] as const))(
    "reads a %s with a field more, and writes it back",
    (_n, put) => {
      const item = itemOf({ ...put, value: withMore(put.value) } as Put);
      expect(entityOf(put.entity, item)).toEqual(withMore(put.value));
      expect(writtenBack(put.entity, item)).toEqual(item);
    },
  );

  it("keeps what a newer release says of a suppression", () => {
    const value = buildContactPoint({ suppression: { scope: "all", at: 1, reason: "stop" } });
    const stored = itemOf({ entity: "contactPoint", value, expected: "absent" });
    const item = { ...stored, suppression: { ...value.suppression, channels: ["call"] } };
    const point: ContactPoint = entityOf("contactPoint", item);
    const claimed = { ...point, version: 2, ledger: [{ at: 2, touchId: "t" }] };
    expect(itemOf({ entity: "contactPoint", value: claimed, expected: 1 }).suppression).toEqual(item.suppression);
  });

  it("keeps a field more in the progress of a step", () => {
    const step = { state: "sent", channel: "sms", attempt: 1, at: 1, ambiguous: 0 } as const;
    const item = itemOf({ entity: "run", value: buildRun({ steps: { hello: step } }), expected: "absent" });
    const newer = { ...item, steps: { hello: { ...step, deliveredAt: 2 } } };
    expect(writtenBack("run", newer)).toEqual(newer);
  });

  it.each([
    ["a version that is none", { version: "1" }],
    ["an id that is none", { leadId: "l" }],
    ["a missing field", { practiceId: undefined }],
  ])("still refuses %s, with a field more or without", (_case, change) => {
    for (const put of puts.filter(({ value }) => "leadId" in value)) {
      const item = { ...itemOf(put), ...change };
      const unreadable = expect.objectContaining({ name: "StoreUnavailable", code: `unreadable_${put.entity}` });
      expect(() => entityOf(put.entity, item)).toThrow(unreadable);
      expect(() => entityOf(put.entity, { ...item, ...added })).toThrow(unreadable);
    }
  });
});

describe("events of a newer release", () => {
  const event = statusChanged(leadIdOf(1), 1);
  const newer = withMore({ ...event, actor: withMore(event.actor), data: withMore(event.data) } as LeadEvent);

  it("are read with the fields that this release does not know", () => {
    expect(eventOf(itemOfEvent(newer))).toEqual(newer);
  });

  it.each([
    ["data of the wrong type", { data: { from: "unanswered", to: 1, ...added } }],
    ["an envelope of the wrong type", { version: "1" }],
    ["a type that this release does not know", { type: "lead.sold.v1" }],
  ])("are refused with %s", (_case, change) => {
    const item = { ...itemOfEvent(newer), ...change };
    expect(() => eventOf(item)).toThrow(expect.objectContaining({ code: "unreadable_event" }));
  });

  it("are none that this release may write", () => {
    expect(() => parseEvent(newer)).toThrow("addedLater");
  });
});
