import { type DynamoDBDocumentClient, ScanCommand } from "@aws-sdk/lib-dynamodb";
import type { LeadEvent } from "../../contracts/events.ts";
import type { PracticeId } from "../../domain/ids.ts";
import { sharedDocumentClient } from "./client.ts";
import { orUnavailable } from "./failures.ts";
import { eventOf } from "./items.ts";

/** Which events of a table to read. */
export interface EventsWanted {
  /** Both ends of when they occurred, ms: the first included, the second not. */
  readonly since: number;
  readonly until: number;
  /** @default every practice */
  readonly practiceId?: PracticeId | undefined;
  /** Where to go on, as a page says it. @default the beginning */
  readonly cursor?: string | undefined;
}

/** Part of a table. */
export interface EventPage {
  /** Those that are wanted, of each lead in their order. */
  readonly events: readonly LeadEvent[];
  /** Items that call themselves events and are none. */
  readonly unreadable: number;
  /** Items that were read. */
  readonly scanned: number;
  /** Where this page began, and where the next one begins; absent at the beginning and at the end. */
  readonly from: string | undefined;
  readonly next: string | undefined;
}

type Key = Record<string, string>;
const toCursor = (key: Key): string => Buffer.from(JSON.stringify(key)).toString("base64url");
const fromCursor = (cursor: string): Key => JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));

/**
 * Reads the events of a table page by page. Events are in the partitions of their leads, and nothing lists them by time, so all of the table is
 * read: about half a read unit per 4 KB, once. Throws `StoreUnavailable`.
 */
export async function* storedEvents(
  { leadTable, client = sharedDocumentClient() }: { leadTable: string; client?: DynamoDBDocumentClient | undefined },
  wanted: EventsWanted,
): AsyncGenerator<EventPage> {
  let from = wanted.cursor;
  do {
    const scan = new ScanCommand({
      TableName: leadTable,
      ConsistentRead: true,
      FilterExpression: `entity = :event AND occurredAt >= :since AND occurredAt < :until${wanted.practiceId === undefined ? "" : " AND practiceId = :practice"}`,
      ExpressionAttributeValues: {
        ":event": "event",
        ":since": wanted.since,
        ":until": wanted.until,
        ...(wanted.practiceId === undefined ? {} : { ":practice": wanted.practiceId }),
      },
      ...(from === undefined ? {} : { ExclusiveStartKey: fromCursor(from) }),
    });
    const { Items = [], ScannedCount = 0, LastEvaluatedKey } = await orUnavailable(() => client.send(scan));
    const events = Items.map(readable).filter((event) => event !== undefined);
    const next = LastEvaluatedKey === undefined ? undefined : toCursor(LastEvaluatedKey as Key);
    yield { events, unreadable: Items.length - events.length, scanned: ScannedCount, from, next };
    from = next;
  } while (from !== undefined);
}

function readable(item: Record<string, unknown>): LeadEvent | undefined {
  try {
    return eventOf(item);
  } catch {
    return undefined;
  }
}
