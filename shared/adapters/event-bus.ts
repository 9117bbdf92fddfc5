import { setTimeout as sleep } from "node:timers/promises";
import { EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from "@aws-sdk/client-eventbridge";
import { EVENT_SOURCE, type LeadEvent } from "../contracts/events.ts";
import type { EventBus, Logger } from "../ports/index.ts";

/** PutEvents takes 10 entries a request. */
const MAX_ENTRIES = 10;
/** PutEvents takes less than 1 MB a request; a table item is at most 400 KB, so one event always fits. */
const MAX_REQUEST_BYTES = 1_000_000;
/** How PutEvents counts `Time`, bytes. */
const TIME_BYTES = 14;
/** Pauses before failed entries are tried again, ms. */
const RETRY_PAUSES_MS = [100, 300, 900];

/** One attempt a request: `putPersistently` makes the retries. */
const CLIENT_OPTIONS = {
  maxAttempts: 1,
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
};

/** What the event bus adapter needs. */
export interface EventBusConfig {
  readonly busName: string;
  readonly logger: Logger;
  readonly client?: Pick<EventBridgeClient, "send">;
  readonly pause?: (ms: number) => Promise<unknown>;
}

interface Entry {
  readonly eventId: string;
  readonly request: PutEventsRequestEntry;
}

/**
 * Publishes events in the order given. Entries that fail are tried again up to three times; a request that stays
 * incomplete is the last one, so that no later event overtakes by more than the request it was in.
 */
export function createEventBus(config: EventBusConfig): EventBus {
  const { busName, logger, client = new EventBridgeClient(CLIENT_OPTIONS), pause = sleep } = config;

  /** Answers the entries that were not taken. */
  async function put(entries: readonly Entry[]): Promise<readonly Entry[]> {
    try {
      const output = await client.send(new PutEventsCommand({ Entries: entries.map((entry) => entry.request) }));
      const results = output.Entries ?? [];
      // A result without an id, or none at all, means not taken: twice on the bus is better than never.
      const failed = entries.filter((_, index) => !results[index]?.EventId);
      const code = results.find((result) => result.ErrorCode)?.ErrorCode;
      if (failed.length > 0)
        logger.warn("events not taken by the bus", { code: code ?? "no_answer", count: failed.length });
      return failed;
    } catch (error) {
      const code = error instanceof Error ? error.name : "unknown";
      logger.warn("events not taken by the bus", { code, count: entries.length });
      return entries;
    }
  }

  async function putPersistently(entries: readonly Entry[]): Promise<readonly Entry[]> {
    let failed = await put(entries);
    for (const ms of RETRY_PAUSES_MS) {
      if (failed.length === 0) break;
      await pause(ms * (0.5 + Math.random() / 2));
      failed = await put(failed);
    }
    return failed;
  }

  return {
    async publish(events) {
      const requests = requestsOf(events.map((event) => entryOf(event, busName)));
      for (const [index, entries] of requests.entries()) {
        const failed = await putPersistently(entries);
        if (failed.length > 0) {
          const rest = requests.slice(index + 1).flat();
          return { failed: [...failed, ...rest].map((entry) => entry.eventId) };
        }
      }
      return { failed: [] };
    },
  };
}

function entryOf(event: LeadEvent, busName: string): Entry {
  return {
    eventId: event.id,
    request: {
      EventBusName: busName,
      Source: EVENT_SOURCE,
      DetailType: event.type,
      Detail: JSON.stringify(event),
      Time: new Date(event.occurredAt),
    },
  };
}

function requestsOf(entries: readonly Entry[]): Entry[][] {
  const requests: Entry[][] = [];
  let bytes = 0;
  for (const entry of entries) {
    const size = sizeOf(entry.request);
    const current = requests.at(-1);
    if (current && current.length < MAX_ENTRIES && bytes + size < MAX_REQUEST_BYTES) {
      current.push(entry);
      bytes += size;
    } else {
      requests.push([entry]);
      bytes = size;
    }
  }
  return requests;
}

function sizeOf({ Source = "", DetailType = "", Detail = "" }: PutEventsRequestEntry): number {
  return TIME_BYTES + Buffer.byteLength(Source) + Buffer.byteLength(DetailType) + Buffer.byteLength(Detail);
}
