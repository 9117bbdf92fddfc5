import { marshall } from "@aws-sdk/util-dynamodb";
import { describe, expect, it } from "@jest/globals";
import type { AttributeValue, DynamoDBRecord } from "aws-lambda";
import { itemOfEvent } from "../../../shared/adapters/dynamo/items.ts";
import { insertedEvents } from "../../../shared/adapters/event-stream.ts";
import { leadEvent } from "./event.ts";

const event = leadEvent(3);
const item = itemOfEvent(event);

function insertOf(inserted: Record<string, unknown>, overrides: Partial<DynamoDBRecord> = {}): DynamoDBRecord {
  const NewImage = marshall(inserted) as Record<string, AttributeValue>;
  return { eventName: "INSERT", dynamodb: { SequenceNumber: "100", NewImage }, ...overrides };
}

describe("insertedEvents", () => {
  it("answers the events that the store wrote", () => {
    expect(insertedEvents([insertOf(item)])).toEqual([{ sequenceNumber: "100", event }]);
  });

  it("leaves changed and removed items, and other entities, out", () => {
    const changed = (["MODIFY", "REMOVE"] as const).map((eventName) => insertOf(item, { eventName }));
    expect(insertedEvents([...changed, insertOf({ ...item, entity: "lead" })])).toEqual([]);
  });

  it.each([
    ["an unknown type", insertOf({ ...item, type: "lead.teleported.v1" })],
    ["data that its type does not allow", insertOf({ ...item, data: { phone: "+13125550142" } })],
    ["no entity", insertOf({ pk: "P#bright-smile" })],
    ["no item at all", insertOf({}, { dynamodb: { SequenceNumber: "100" } })],
  ])("keeps a record with %s as one that cannot be read", (_, record) => {
    expect(insertedEvents([record])).toEqual([{ sequenceNumber: "100", event: undefined }]);
  });
});
