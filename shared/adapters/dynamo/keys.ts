import type { CampaignId, ImportId, LeadId, PointKey, PracticeId, RunId } from "../../domain/ids.ts";
import { shardOfFact } from "../../domain/reports/shards.ts";
import type { Entities, EntityKeys, EntityName, Job, Ref } from "../../ports/store.ts";

/** The primary key of an item. */
export interface ItemKey {
  readonly pk: string;
  readonly sk: string;
}

/** Which table an entity lives in. */
export const TABLE_OF: { readonly [K in EntityName]: "lead" | "contact" } = {
  lead: "lead",
  run: "lead",
  touch: "lead",
  contactPoint: "lead",
  person: "lead",
  idempotency: "lead",
  externalRef: "lead",
  inbound: "lead",
  providerRef: "lead",
  importJob: "lead",
  importRow: "lead",
  optOutRecord: "lead",
  campaign: "lead",
  campaignDay: "lead",
  member: "lead",
  roster: "lead",
  staffMember: "lead",
  fact: "lead",
  factMark: "lead",
  reportSummary: "lead",
  spend: "lead",
  contact: "contact",
  inquiry: "contact",
  message: "contact",
  quarantine: "contact",
  inboundText: "contact",
  suppressedContact: "contact",
};

const ofPractice = (practiceId: PracticeId, ...parts: string[]) => ["P", practiceId, ...parts].join("#");

/** Digits of an event version in its key, so that text order is number order. */
const EVENT_DIGITS = 9;
/** Digits of a configuration version in its key. */
const CONFIG_DIGITS = 6;

/** What the sort key of every event of a lead starts with. */
export const EVENT_PREFIX = "EVENT#";

/** The partition of a lead, in either table. */
export const leadPartition = (practiceId: PracticeId, leadId: LeadId): string => ofPractice(practiceId, "LEAD", leadId);

/** The key of one event of a lead. */
export function eventKey(event: { practiceId: PracticeId; leadId: LeadId; version: number }): ItemKey {
  const sk = EVENT_PREFIX + String(event.version).padStart(EVENT_DIGITS, "0");
  return { pk: leadPartition(event.practiceId, event.leadId), sk };
}

/** What the sort keys of a campaign's members and days start with, in a partition of its own. */
export const MEMBER_PREFIX = "MEMBER#";
export const DAY_PREFIX = "DAY#";

/** The partition of a campaign's members and days. */
export const campaignPartition = (practiceId: PracticeId, campaignId: CampaignId): string =>
  ofPractice(practiceId, "CAMPAIGN", campaignId);

/** The partitions that hold all campaigns, and all imports, of a practice. */
export const campaignsPartition = (practiceId: PracticeId): string => ofPractice(practiceId, "CAMPAIGNS");
export const importsPartition = (practiceId: PracticeId): string => ofPractice(practiceId, "IMPORTS");

/** The partition of the facts of a day. */
export const factsPartition = (practiceId: PracticeId, date: string): string => ofPractice(practiceId, "FACTS", date);
/** What the keys of the facts of one shard of a day begin with: those that share a mark are read together. */
export const factPrefix = (shard: number): string => `FACT#${twoDigits(shard)}#`;

/** The partition of the summaries of a month (YYYY-MM) and its days; what the key of the month's own begins with. */
export const summariesPartition = (practiceId: PracticeId, month: string): string =>
  ofPractice(practiceId, "REPORT", month);
export const MONTH_PREFIX = "MONTH";
const MONTH_LENGTH = "YYYY-MM".length;

const twoDigits = (n: number) => String(n).padStart(2, "0");

const KEY_OF: { [K in EntityName]: (key: EntityKeys[K]) => ItemKey } = {
  lead: (key) => ({ pk: leadPartition(key.practiceId, key.leadId), sk: "LEAD" }),
  run: (key) => ({ pk: leadPartition(key.practiceId, key.leadId), sk: `RUN#${key.runId}` }),
  touch: (key) => ({ pk: leadPartition(key.practiceId, key.leadId), sk: `TOUCH#${key.touchId}` }),
  contactPoint: (key) => ({ pk: ofPractice(key.practiceId, "POINT", key.pointKey), sk: "POINT" }),
  person: (key) => ({ pk: ofPractice(key.practiceId, "PERSON", key.personId), sk: "PERSON" }),
  idempotency: (key) => ({ pk: ofPractice(key.practiceId, "IDEMPOTENCY", key.keyHash), sk: "IDEMPOTENCY" }),
  externalRef: (key) => ({ pk: ofPractice(key.practiceId, "EXTERNAL", key.refHash), sk: "EXTERNAL" }),
  inbound: (key) => ({ pk: ofPractice(key.practiceId, "INBOUND", key.messageId), sk: "INBOUND" }),
  // Whose it is, is what has to be found out.
  providerRef: (key) => ({ pk: `PROVIDER#${key.providerId}`, sk: "PROVIDER" }),
  importJob: (key) => ({ pk: importsPartition(key.practiceId), sk: `IMPORT#${key.importId}` }),
  importRow: (key) => ({ pk: ofPractice(key.practiceId, "ROW", key.rowHash), sk: "ROW" }),
  optOutRecord: (key) => ({ pk: ofPractice(key.practiceId, "OPTOUTS"), sk: "OPTOUTS" }),
  campaign: (key) => ({ pk: campaignsPartition(key.practiceId), sk: `CAMPAIGN#${key.campaignId}` }),
  campaignDay: (key) => ({ pk: campaignPartition(key.practiceId, key.campaignId), sk: DAY_PREFIX + key.date }),
  member: (key) => ({ pk: campaignPartition(key.practiceId, key.campaignId), sk: MEMBER_PREFIX + key.order }),
  roster: (key) => ({ pk: ofPractice(key.practiceId, "ROSTER"), sk: "ROSTER" }),
  staffMember: (key) => ({ pk: ofPractice(key.practiceId, "STAFF", key.staffId), sk: "STAFF" }),
  fact: (key) => ({
    pk: factsPartition(key.practiceId, key.date),
    sk: factPrefix(shardOfFact(key.leadId)) + key.leadId,
  }),
  factMark: (key) => ({ pk: ofPractice(key.practiceId, "MARKS", key.date), sk: `MARK#${twoDigits(key.shard)}` }),
  reportSummary: ({ practiceId, period, part }) => ({
    pk: summariesPartition(practiceId, period.slice(0, MONTH_LENGTH)),
    sk: `${period.length === MONTH_LENGTH ? MONTH_PREFIX : DAY_PREFIX + period}#${twoDigits(part)}`,
  }),
  spend: (key) => ({ pk: ofPractice(key.practiceId, "SPEND", key.month), sk: "SPEND" }),
  contact: (key) => ({ pk: leadPartition(key.practiceId, key.leadId), sk: "CONTACT" }),
  inquiry: (key) => ({ pk: leadPartition(key.practiceId, key.leadId), sk: `INQUIRY#${key.eventVersion}` }),
  message: (key) => ({ pk: leadPartition(key.practiceId, key.leadId), sk: `MESSAGE#${key.touchId}` }),
  quarantine: (key) => ({ pk: ofPractice(key.practiceId, "QUARANTINE", key.quarantineId), sk: "QUARANTINE" }),
  inboundText: (key) => ({ pk: ofPractice(key.practiceId, "INBOUND", key.messageId), sk: "INBOUND" }),
  suppressedContact: (key) => ({ pk: ofPractice(key.practiceId, "POINT", key.pointKey), sk: "SUPPRESSED" }),
};

/** The key of an entity; a whole entity will do as its key. */
export function keyOf<K extends EntityName>(entity: K, key: EntityKeys[K] | Entities[K]): ItemKey {
  return KEY_OF[entity](key);
}

/** The key that a reference names. */
export function keyOfRef(ref: Ref): ItemKey {
  return (KEY_OF[ref.entity] as (key: Ref["key"]) => ItemKey)(ref.key);
}

/** The ids in the key of a run. */
export function runOfKey({ pk, sk }: ItemKey): { practiceId: PracticeId; leadId: LeadId; runId: RunId } {
  const [, practiceId, , leadId] = pk.split("#");
  return {
    practiceId: practiceId as PracticeId,
    leadId: leadId as LeadId,
    runId: sk.slice("RUN#".length) as RunId,
  };
}

/** The practice in a key that begins with it. */
export function practiceOfKey({ pk }: ItemKey): PracticeId {
  return pk.split("#")[1] as PracticeId;
}

/** The lead in the key of its item. */
export function leadOfKey({ pk }: ItemKey): LeadId {
  return pk.split("#")[3] as LeadId;
}

/** The lead in the key of its fact. */
export function leadOfFactKey({ sk }: ItemKey): LeadId {
  return sk.split("#")[2] as LeadId;
}

/** The day and the shard in the key of a mark. */
export function markOfKey({ pk, sk }: ItemKey): { date: string; shard: number } {
  return { date: pk.split("#")[3] ?? "", shard: Number(sk.split("#")[1]) };
}

/** The contact point in the key of its item. */
export function pointOfKey({ pk }: ItemKey): PointKey {
  return pk.split("#")[3] as PointKey;
}

/** The job in the key of its item. */
export function jobOfKey({ pk, sk }: ItemKey): Job {
  const practiceId = pk.split("#")[1] as PracticeId;
  const [kind, id = ""] = sk.split("#");
  return kind === "CAMPAIGN"
    ? { kind: "campaign", practiceId, campaignId: id as CampaignId }
    : { kind: "import", practiceId, importId: id as ImportId };
}

/** Keys of configuration, kill switch and access, which are no versioned entities. */
export const settingKeys = {
  currentConfig: (practiceId: PracticeId): ItemKey => ({ pk: ofPractice(practiceId, "CONFIG"), sk: "CURRENT" }),
  configVersion: (practiceId: PracticeId, version: number): ItemKey => ({
    pk: ofPractice(practiceId, "CONFIG"),
    sk: `V#${String(version).padStart(CONFIG_DIGITS, "0")}`,
  }),
  practiceSending: (practiceId: PracticeId): ItemKey => ({ pk: ofPractice(practiceId, "SENDING"), sk: "SENDING" }),
  deploymentSending: { pk: "DEPLOYMENT#SENDING", sk: "SENDING" } as ItemKey,
  /** Which practice a number belongs to. */
  number: (e164: string): ItemKey => ({ pk: `NUMBER#${e164}`, sk: "NUMBER" }),
  access: (apiKeyId: string): ItemKey => ({ pk: `ACCESS#${apiKeyId}`, sk: "ACCESS" }),
} as const;

/** The partition of the work index that lists all API keys. */
export const ACCESS_QUEUE = "ACCESS";

/** The partition of what a key was used for, and what it is keyed by there: a day (UTC, YYYY-MM-DD). */
export const keyUsePartition = (apiKeyId: string): string => `KEYUSE#${apiKeyId}`;
export const keyUseKey = (apiKeyId: string, date: string): ItemKey => ({
  pk: keyUsePartition(apiKeyId),
  sk: DAY_PREFIX + date,
});

/** What the items of a number pool's pacing are keyed by: a minute of the clock, or a calendar day of the practice. */
export const paceKeys = {
  minute: (practiceId: PracticeId, pool: string, minute: number): ItemKey => ({
    pk: ofPractice(practiceId, "PACE", pool, String(minute)),
    sk: "PACE",
  }),
  day: (practiceId: PracticeId, pool: string, day: string): ItemKey => ({
    pk: ofPractice(practiceId, "PACE", pool, day),
    sk: "PACE",
  }),
} as const;
