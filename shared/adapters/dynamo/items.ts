import type * as z from "zod";
import { type LeadEvent, readEvent } from "../../contracts/events.ts";
import { WORK_QUEUE_SHARDS } from "../../contracts/names.ts";
import { readTolerant } from "../../contracts/tolerant-read.ts";
import { CampaignDaySchema, CampaignSchema, MemberSchema } from "../../domain/entities/campaign.ts";
import { RosterSchema, StaffMemberSchema } from "../../domain/entities/desk.ts";
import {
  ContactPointSchema,
  ExternalRefSchema,
  IdempotencyRecordSchema,
  PersonSchema,
} from "../../domain/entities/identity.ts";
import { ImportJobSchema, ImportRowSchema, OptOutRecordSchema } from "../../domain/entities/import.ts";
import { InboundMessageSchema, InboundTextSchema, ProviderRefSchema } from "../../domain/entities/inbound.ts";
import { LeadSchema } from "../../domain/entities/lead.ts";
import { FactMarkSchema, FactSchema, ReportSummarySchema, SpendSchema } from "../../domain/entities/report.ts";
import { RunSchema } from "../../domain/entities/run.ts";
import { TouchSchema } from "../../domain/entities/touch.ts";
import {
  ContactSchema,
  InquirySchema,
  QuarantinedPostSchema,
  RenderedMessageSchema,
  SuppressedContactSchema,
} from "../../domain/entities/vault.ts";
import { StoreUnavailable } from "../../domain/errors.ts";
import { fnvHash } from "../../domain/fnv-hash.ts";
import type { PracticeId } from "../../domain/ids.ts";
import { reviewAtOf } from "../../domain/retention/review.ts";
import { type QuietQueue, quietOf } from "../../domain/stalled/quiet.ts";
import type { LeadStatus } from "../../domain/vocabulary.ts";
import type { Entities, EntityName, Put } from "../../ports/store.ts";
import { eventKey, type ItemKey, keyOf } from "./keys.ts";
import { packFact, unpackFact } from "./packed-fact.ts";
import { STORED_FORMS } from "./schema-versions.ts";

/** An item as it is stored: keys, bookkeeping attributes and the fields of its entity. */
export type Item = ItemKey & { entity: string; schemaVersion: number; version: number } & Record<string, unknown>;

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
  importJob: ImportJobSchema,
  importRow: ImportRowSchema,
  optOutRecord: OptOutRecordSchema,
  campaign: CampaignSchema,
  campaignDay: CampaignDaySchema,
  member: MemberSchema,
  roster: RosterSchema,
  staffMember: StaffMemberSchema,
  fact: FactSchema,
  factMark: FactMarkSchema,
  reportSummary: ReportSummarySchema,
  spend: SpendSchema,
  contact: ContactSchema,
  inquiry: InquirySchema,
  message: RenderedMessageSchema,
  quarantine: QuarantinedPostSchema,
  inboundText: InboundTextSchema,
  suppressedContact: SuppressedContactSchema,
};

/** The shard of a work queue that an id belongs to, always the same one. */
export function shardOf(id: string): number {
  return fnvHash(id) % WORK_QUEUE_SHARDS;
}

/** Partitions of the work queues of all practices. */
export const wakeQueue = (shard: number): string => `WAKE#${shard}`;
export const unansweredQueue = (shard: number): string => `UNANSWERED#${shard}`;
export const jobQueue = (shard: number): string => `JOB#${shard}`;
export const deskQueue = (shard: number): string => `DESK#${shard}`;
export const personQueue = (shard: number): string => `PERSON#${shard}`;

/** Partitions of the queues of one practice: leads at rest, and contact points with an opt-out. */
export const quietQueue = (practiceId: PracticeId, queue: QuietQueue, shard: number): string =>
  `P#${practiceId}#${queue.toUpperCase()}#${shard}`;
export const suppressedQueue = (practiceId: PracticeId, shard: number): string => `P#${practiceId}#SUPPRESSED#${shard}`;

/** Partitions of the work queue of a practice, and of the marks of days whose facts changed. */
export const statusQueue = (practiceId: PracticeId, status: LeadStatus, shard: number): string =>
  `P#${practiceId}#STATUS#${status}#${shard}`;
export const changedDaysQueue = (practiceId: PracticeId): string => `P#${practiceId}#CHANGED`;

/** A moment as it sorts in a queue. */
export const queueTime = (ms: number): string => new Date(ms).toISOString();

/** The place of an item in a work queue; none for what nobody has to come back to. */
function queueAttributes({ entity, value }: Put): { gsi1pk?: string; gsi1sk?: string } {
  if (entity === "run" && value.wakeAt !== undefined) {
    return { gsi1pk: wakeQueue(shardOf(value.runId)), gsi1sk: `${queueTime(value.wakeAt)}#${value.runId}` };
  }
  // A test of our own is nobody's silence; its sender measures it.
  if (entity === "lead" && value.status === "unanswered" && value.mystery !== true) {
    const since = queueTime(value.clocks.startedAt);
    return { gsi1pk: unansweredQueue(shardOf(value.leadId)), gsi1sk: `${since}#${value.leadId}` };
  }
  if (entity === "lead") return quietAttributes(value);
  if (entity === "fact") {
    const { practiceId, leadId, status, waitingSince } = value;
    const gsi1pk = statusQueue(practiceId, status, shardOf(leadId));
    return { gsi1pk, gsi1sk: `${queueTime(waitingSince)}#${leadId}` };
  }
  if (entity === "factMark" && value.changed) {
    return { gsi1pk: changedDaysQueue(value.practiceId), gsi1sk: `${value.date}#${value.shard}` };
  }
  if (entity === "contactPoint" && value.suppression !== undefined) {
    const { practiceId, pointKey, suppression } = value;
    const gsi1pk = suppressedQueue(practiceId, shardOf(pointKey));
    return { gsi1pk, gsi1sk: `${queueTime(suppression.at)}#${pointKey}` };
  }
  if ((entity === "campaign" || entity === "importJob") && value.wakeAt !== undefined) {
    const id = "campaignId" in value ? value.campaignId : value.importId;
    return { gsi1pk: jobQueue(shardOf(id)), gsi1sk: `${queueTime(value.wakeAt)}#${value.practiceId}#${id}` };
  }
  if (entity === "roster" && value.wakeAt !== undefined) {
    const { practiceId, wakeAt } = value;
    return { gsi1pk: deskQueue(shardOf(practiceId)), gsi1sk: `${queueTime(wakeAt)}#${practiceId}` };
  }
  if (entity === "person") return personAttributes(value);
  return {};
}

/** It moves only when the person was looked at: a person who writes again costs no write of the index. */
function personAttributes(person: Entities["person"]): { gsi1pk?: string; gsi1sk?: string } {
  const reviewAt = reviewAtOf(person);
  if (reviewAt === undefined) return {};
  const { practiceId, personId } = person;
  return { gsi1pk: personQueue(shardOf(personId)), gsi1sk: `${queueTime(reviewAt)}#${practiceId}#${personId}` };
}

function quietAttributes(lead: Entities["lead"]): { gsi1pk?: string; gsi1sk?: string } {
  const quiet = quietOf(lead);
  if (quiet === undefined) return {};
  const gsi1pk = quietQueue(lead.practiceId, quiet.queue, shardOf(lead.leadId));
  return { gsi1pk, gsi1sk: `${queueTime(quiet.since)}#${lead.leadId}` };
}

/** `expiresAt` is epoch seconds for DynamoDB; the exact moment is kept beside it. */
function expiryAttributes({ entity, value }: Put): { expiresAt?: number; expiresAtMs?: number } {
  if (entity !== "idempotency" && entity !== "providerRef" && entity !== "quarantine" && entity !== "inboundText")
    return {};
  if (value.expiresAt === undefined) return {};
  return { expiresAt: Math.ceil(value.expiresAt / 1000), expiresAtMs: value.expiresAt };
}

/** The item that stores an entity. */
export function itemOf(put: Put): Item {
  return {
    ...(put.entity === "fact" ? packFact(put.value) : put.value),
    ...keyOf(put.entity, put.value as never),
    ...queueAttributes(put),
    ...expiryAttributes(put),
    entity: put.entity,
    schemaVersion: STORED_FORMS.current(put.entity),
  };
}

/** The item that stores an event. */
export function itemOfEvent(event: LeadEvent): Item {
  return { ...event, ...eventKey(event), entity: "event", schemaVersion: STORED_FORMS.current("event") };
}

/**
 * The entity in an item, in its newest form and with the fields that a newer release added: it is written back whole. Throws
 * `StoreUnavailable` (never quoting it) when the item does not fit its schema.
 */
export function entityOf<K extends EntityName>(
  entity: K,
  item: Record<string, unknown>,
  forms = STORED_FORMS,
): Entities[K] {
  const { pk, sk, gsi1pk, gsi1sk, entity: kind, schemaVersion, expiresAt, expiresAtMs, ...old } = item;
  const fields = forms.upgraded(entity, old, schemaVersion);
  const stored = entity === "fact" ? unpackFact(fields) : fields;
  const value = expiresAtMs === undefined ? stored : { ...stored, expiresAt: expiresAtMs };
  const parsed = readTolerant(ENTITY_SCHEMAS[entity], value);
  if (!parsed.success || kind !== entity) throw new StoreUnavailable(`unreadable_${entity}`);
  return parsed.data;
}

/** The fact in an item, unchecked: checking those of a day takes as long as the rest of a report. They were checked when they were written. */
export function factOf(item: Record<string, unknown>): Entities["fact"] {
  const { pk, sk, gsi1pk, gsi1sk, entity, schemaVersion, ...fields } = item;
  const fact = unpackFact(STORED_FORMS.upgraded("fact", fields, schemaVersion));
  if (fact === undefined) throw new StoreUnavailable("unreadable_fact");
  return fact as Entities["fact"];
}

/** The event in an item, with the fields that a newer release added; throws `StoreUnavailable` when it is none. */
export function eventOf(item: Record<string, unknown>): LeadEvent {
  const { pk, sk, entity, schemaVersion, ...fields } = item;
  try {
    return readEvent(STORED_FORMS.upgraded("event", fields, schemaVersion));
  } catch {
    throw new StoreUnavailable("unreadable_event");
  }
}
