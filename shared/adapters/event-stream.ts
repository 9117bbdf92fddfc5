import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBRecord } from "aws-lambda";
import type { LeadEvent } from "../contracts/events.ts";
import { eventOf } from "./dynamo/items.ts";

/** An event as the stream of its table tells it. */
export interface EventRecord {
  readonly sequenceNumber: string;
  /** Undefined when the record could not be read as an event. */
  readonly event: LeadEvent | undefined;
}

/** The events that a batch of stream records inserted, in the order of the stream; other entities are left out. */
export function insertedEvents(records: readonly DynamoDBRecord[]): EventRecord[] {
  return records
    .filter((record) => record.eventName === "INSERT" && mayBeEvent(record))
    .map((record) => ({ sequenceNumber: record.dynamodb?.SequenceNumber ?? "", event: readEvent(record) }));
}

/** A record that does not say what it is might be an event: it must not be dropped. */
function mayBeEvent(record: DynamoDBRecord): boolean {
  const entity = record.dynamodb?.NewImage?.entity?.S;
  return entity === undefined || entity === "event";
}

function readEvent(record: DynamoDBRecord): LeadEvent | undefined {
  try {
    return eventOf(unmarshall(record.dynamodb?.NewImage as Record<string, AttributeValue>));
  } catch {
    return undefined;
  }
}
