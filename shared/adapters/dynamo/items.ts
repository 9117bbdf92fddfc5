import type * as z from "zod";
import { type LeadEvent, readEvent } from "../../contracts/events.ts";
import { WORK_QUEUE_SHARDS } from "../../contracts/names.ts";
import { readTolerant } from "../../contracts/tolerant-read.ts";
import {
  ContactPointSchema,
  ExternalRefSchema,
  IdempotencyRecordSchema,
  PersonSchema,
} from "../../domain/entities/identity.ts";
import { InboundMessageSchema, InboundTextSchema, ProviderRefSchema } from "../../domain/entities/inbound.ts";
import { LeadSchema } from "../../domain/entities/lead.ts";
import { RunSchema } from "../../domain/entities/run.ts";
import { TouchSchema } from "../../domain/entities/touch.ts";
import {
  ContactSchema,
  InquirySchema,
  QuarantinedPostSchema,
  RenderedMessageSchema,
} from "../../domain/entities/vault.ts";
import { StoreUnavailable } from "../../domain/errors.ts";
import { fnvHash } from "../../domain/fnv-hash.ts";
import type { Entities, EntityName, Put } from "../../ports/store.ts";
import { eventKey, type ItemKey, keyOf } from "./keys.ts";

/** An item as it is stored: keys, bookkeeping attributes and the fields of its entity. */
export type Item = ItemKey & { entity: string; schemaVersion: number; version: number } & Record<string, unknown>;

/** Raised when the stored shape of an entity changes in a way that readers must tell apart. */
const SCHEMA_VERSION = 1;

/** What each entity must fit when it is written. */
export const ENTITY_SCHEMAS: { readonly [K in EntityName]: z.ZodType<Entities[K]> } = {
  lead: LeadSchema,
  run: RunSchema,
  touch: TouchSchema,
  contactPoint: ContactPointSchema,
  person: PersonSchema,
  idempotency: IdempotencyRecordSchema,
  externalRef: ExternalRefSchema,
  inbound: InboundMessageSchema,
  providerRef: ProviderRefSchema,
  contact: ContactSchema,
  inquiry: InquirySchema,
  message: RenderedMessageSchema,
  quarantine: QuarantinedPostSchema,
  inboundText: InboundTextSchema,
};

/** The shard of a work queue that an id belongs to, always the same one. */
export function shardOf(id: string): number {
  return fnvHash(id) % WORK_QUEUE_SHARDS;
}

/** Partitions of the two work queues. */
export const wakeQueue = (shard: number): string => `WAKE#${shard}`;
export const unansweredQueue = (shard: number): string => `UNANSWERED#${shard}`;

/** A moment as it sorts in a queue. */
export const queueTime = (ms: number): string => new Date(ms).toISOString();

/** The place of an item in a work queue; none for what nobody has to come back to. */
function queueAttributes({ entity, value }: Put): { gsi1pk?: string; gsi1sk?: string } {
  if (entity === "run" && value.wakeAt !== undefined) {
    return { gsi1pk: wakeQueue(shardOf(value.runId)), gsi1sk: `${queueTime(value.wakeAt)}#${value.runId}` };
  }
  if (entity === "lead" && value.status === "unanswered") {
    const since = queueTime(value.clocks.startedAt);
    return { gsi1pk: unansweredQueue(shardOf(value.leadId)), gsi1sk: `${since}#${value.leadId}` };
  }
  return {};
}

/** `expiresAt` is epoch seconds for DynamoDB; the exact moment is kept beside it. */
function expiryAttributes({ entity, value }: Put): { expiresAt?: number; expiresAtMs?: number } {
  if (entity !== "idempotency" && entity !== "providerRef") return {};
  return { expiresAt: Math.ceil(value.expiresAt / 1000), expiresAtMs: value.expiresAt };
}

/** The item that stores an entity. */
export function itemOf(put: Put): Item {
  return {
    ...put.value,
    ...keyOf(put.entity, put.value as never),
    ...queueAttributes(put),
    ...expiryAttributes(put),
    entity: put.entity,
    schemaVersion: SCHEMA_VERSION,
  };
}

/** The item that stores an event. */
export function itemOfEvent(event: LeadEvent): Item {
  return { ...event, ...eventKey(event), entity: "event", schemaVersion: SCHEMA_VERSION };
}

/**
 * The entity in an item, with the fields that a newer release added: it is written back whole. Throws `StoreUnavailable`
 * (never quoting it) when the item does not fit its schema.
 */
export function entityOf<K extends EntityName>(entity: K, item: Record<string, unknown>): Entities[K] {
  const { pk, sk, gsi1pk, gsi1sk, entity: kind, schemaVersion, expiresAt, expiresAtMs, ...fields } = item;
  const value = expiresAtMs === undefined ? fields : { ...fields, expiresAt: expiresAtMs };
  const parsed = readTolerant(ENTITY_SCHEMAS[entity], value);
  if (!parsed.success || kind !== entity) throw new StoreUnavailable(`unreadable_${entity}`);
  return parsed.data;
}

/** The event in an item, with the fields that a newer release added; throws `StoreUnavailable` when it is none. */
export function eventOf(item: Record<string, unknown>): LeadEvent {
  const { pk, sk, entity, schemaVersion, ...fields } = item;
  try {
    return readEvent(fields);
  } catch {
    throw new StoreUnavailable("unreadable_event");
  }
}
