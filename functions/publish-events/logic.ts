import type { LeadEvent } from "../../shared/contracts/events.ts";
import type { EventBus } from "../../shared/ports/index.ts";

/** A record of the outbox, in the order of the stream. */
export interface OutboxRecord {
  readonly sequenceNumber: string;
  /** Undefined when it could not be read as an event. */
  readonly event: LeadEvent | undefined;
}

/** The first record that was not published; nothing after it counts as published either. */
export interface Unpublished {
  readonly sequenceNumber: string;
  /** It is no event, and never will be one. */
  readonly poison: boolean;
}

/**
 * Publishes the events of a batch in order, up to the first record that could not be read. Publishing is at least once:
 * what follows a failure comes again with it.
 */
export async function publishEvents(
  deps: { bus: EventBus },
  records: readonly OutboxRecord[],
): Promise<Unpublished | undefined> {
  const poison = records.find((record) => record.event === undefined);
  const readable = poison ? records.slice(0, records.indexOf(poison)) : records;
  const events = readable.flatMap(({ event }) => event ?? []);
  const failed = events.length > 0 ? (await deps.bus.publish(events)).failed : [];
  const first = readable.find(({ event }) => event && failed.includes(event.id));
  if (first) return { sequenceNumber: first.sequenceNumber, poison: false };
  return poison && { sequenceNumber: poison.sequenceNumber, poison: true };
}
