import type { LeadEvent } from "../contracts/events.ts";
import type { Campaign, CampaignDay, Member } from "../domain/entities/campaign.ts";
import type { Roster, StaffMember } from "../domain/entities/desk.ts";
import type { ContactPoint, ExternalRef, IdempotencyRecord, Person } from "../domain/entities/identity.ts";
import type { ImportJob, ImportRow, OptOutRecord } from "../domain/entities/import.ts";
import type { InboundMessage, InboundText, ProviderRef } from "../domain/entities/inbound.ts";
import type { Lead } from "../domain/entities/lead.ts";
import type { Fact, FactMark, ReportSummary, Spend } from "../domain/entities/report.ts";
import type { Run } from "../domain/entities/run.ts";
import type { Touch } from "../domain/entities/touch.ts";
import type {
  Contact,
  Inquiry,
  QuarantinedPost,
  RenderedMessage,
  SuppressedContact,
} from "../domain/entities/vault.ts";
import type { CampaignId, ImportId, LeadId, PersonId, PointKey, PracticeId, RunId, TouchId } from "../domain/ids.ts";
import type { LeadStatus } from "../domain/vocabulary.ts";

/** Entities of the operational table. */
export interface OperationalEntities {
  lead: Lead;
  run: Run;
  touch: Touch;
  contactPoint: ContactPoint;
  person: Person;
  idempotency: IdempotencyRecord;
  externalRef: ExternalRef;
  inbound: InboundMessage;
  providerRef: ProviderRef;
  importJob: ImportJob;
  importRow: ImportRow;
  optOutRecord: OptOutRecord;
  campaign: Campaign;
  campaignDay: CampaignDay;
  member: Member;
  roster: Roster;
  staffMember: StaffMember;
  fact: Fact;
  factMark: FactMark;
  reportSummary: ReportSummary;
  spend: Spend;
}

/** Entities of the contact table (the vault). */
export interface VaultEntities {
  contact: Contact;
  inquiry: Inquiry;
  message: RenderedMessage;
  quarantine: QuarantinedPost;
  inboundText: InboundText;
  suppressedContact: SuppressedContact;
}

/** Every versioned entity. */
export type Entities = OperationalEntities & VaultEntities;
export type EntityName = keyof Entities;
export type OperationalName = keyof OperationalEntities;

/** What identifies an entity of each kind. */
export interface EntityKeys {
  lead: { practiceId: PracticeId; leadId: LeadId };
  run: { practiceId: PracticeId; leadId: LeadId; runId: RunId };
  touch: { practiceId: PracticeId; leadId: LeadId; touchId: TouchId };
  contactPoint: { practiceId: PracticeId; pointKey: PointKey };
  person: { practiceId: PracticeId; personId: PersonId };
  idempotency: { practiceId: PracticeId; keyHash: string };
  externalRef: { practiceId: PracticeId; refHash: string };
  inbound: { practiceId: PracticeId; messageId: string };
  providerRef: { providerId: string };
  importJob: { practiceId: PracticeId; importId: ImportId };
  importRow: { practiceId: PracticeId; rowHash: string };
  optOutRecord: { practiceId: PracticeId };
  campaign: { practiceId: PracticeId; campaignId: CampaignId };
  campaignDay: { practiceId: PracticeId; campaignId: CampaignId; date: string };
  member: { practiceId: PracticeId; campaignId: CampaignId; order: string };
  roster: { practiceId: PracticeId };
  staffMember: { practiceId: PracticeId; staffId: string };
  fact: { practiceId: PracticeId; date: string; leadId: LeadId };
  factMark: { practiceId: PracticeId; date: string; shard: number };
  reportSummary: { practiceId: PracticeId; period: string; part: number };
  spend: { practiceId: PracticeId; month: string };
  contact: { practiceId: PracticeId; leadId: LeadId };
  inquiry: { practiceId: PracticeId; leadId: LeadId; eventVersion: number };
  message: { practiceId: PracticeId; leadId: LeadId; touchId: TouchId };
  quarantine: { practiceId: PracticeId; quarantineId: string };
  inboundText: { practiceId: PracticeId; messageId: string };
  suppressedContact: { practiceId: PracticeId; pointKey: PointKey };
}

/** A reference to one entity. */
export type Ref<N extends EntityName = EntityName> = { [K in N]: { entity: K; key: EntityKeys[K] } }[N];

/** What reading several references answers, one entity or undefined for each. */
export type ReadMany<R extends readonly { entity: EntityName }[]> = {
  [I in keyof R]: R[I] extends { entity: infer K extends EntityName } ? Entities[K] | undefined : never;
};

/** Writes an entity whose stored version must be `expected`; `value.version` must be greater. */
export type Put<N extends EntityName = EntityName> = {
  [K in N]: { entity: K; value: Entities[K]; expected: number | "absent" };
}[N];

/** What one transaction writes: all of it, or nothing. */
export interface Commit<N extends EntityName = EntityName> {
  puts: Put<N>[];
  /** Events of the leads that `puts` changes; each is written once, never over another. */
  events: LeadEvent[];
}

/** `conflict`: a stored version was not the expected one, and nothing was written. Read again and decide again. */
export type CommitResult = "committed" | "conflict";

/**
 * The store of versioned entities over both tables. Narrow `N` to `OperationalName` for code that must not reach the vault.
 * Reads are strongly consistent. Failures throw a `StoreUnavailable` (retryable).
 */
export interface Store<N extends EntityName = EntityName> {
  read<K extends N>(entity: K, key: EntityKeys[K]): Promise<Entities[K] | undefined>;
  /** Reads several at once; answers in the order asked. */
  readMany<const R extends readonly Ref<N>[]>(refs: R): Promise<ReadMany<R>>;
  commit(commit: Commit<N>): Promise<CommitResult>;
}

/** The work queues and the timeline of the operational table. */
export interface LeadQueries {
  /** Runs whose `wakeAt` is before `before`, oldest first within each shard, at most `limit` in all. */
  lateRuns(before: number, limit: number): Promise<{ practiceId: PracticeId; leadId: LeadId; runId: RunId }[]>;
  /** Leads that wait for their first response, those whose clock has run longest first, at most `limit`. */
  unansweredLeads(limit: number): Promise<EntityKeys["lead"][]>;
  /** Every event of a lead, in order. */
  timeline(practiceId: PracticeId, leadId: LeadId): Promise<LeadEvent[]>;
}

/** Part of a list that may be long: what comes next begins at `cursor`, absent at the end. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly cursor?: string;
}

/** Where a page begins, and how much it may hold. */
export interface PageRequest {
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** The work queue of a practice; an index, so it may lag behind writes by a moment. */
export interface WorkQueue {
  /** Leads that stand like this, by when the clock of their newest inquiry started, the oldest first. */
  leadsIn(practiceId: PracticeId, status: LeadStatus, page: PageRequest): Promise<Page<LeadId>>;
}

/** A lead with its timeline. */
export interface LeadHistory {
  readonly lead: Lead;
  /** In order; the newest may be missing when it was written just now. */
  readonly events: readonly LeadEvent[];
}

/** What reports are made of. */
export interface ReportQueries {
  /** A lead and its events, by one request; consistent, but not of one moment: the lead is read after its events. */
  history(practiceId: PracticeId, leadId: LeadId): Promise<LeadHistory | undefined>;
  /** The facts of the leads first received on a day (YYYY-MM-DD), or those of them that change one mark; consistent. */
  facts(practiceId: PracticeId, date: string, shard?: number): Promise<Fact[]>;
  /** Marks of days, both ends included, whose facts changed since they were summed up; an index, so it may lag behind by a moment. */
  changedDays(practiceId: PracticeId, from: string, to: string): Promise<{ date: string; shard: number }[]>;
  /** The parts of the summary of a month (YYYY-MM), or of those of its days from `days.from` to `days.to`; consistent. */
  summaries(
    practiceId: PracticeId,
    month: string,
    days?: { readonly from: string; readonly to: string },
  ): Promise<ReportSummary[]>;
}

/** The queue of desks that must be looked at; an index, so it may lag behind writes by a moment. */
export interface DeskQueries {
  /** Practices whose roster's `wakeAt` is before `before`, ms, oldest first within each shard, at most `limit`. */
  dueDesks(before: number, limit: number): Promise<PracticeId[]>;
}

/** The queue of persons to be looked at: whose time may be over, or whose erasure is under way. An index, so it may lag behind writes by a moment. */
export interface PersonQueries {
  /** Persons who are due before `before`, ms, oldest first within each shard, at most `limit`. */
  duePersons(before: number, limit: number): Promise<EntityKeys["person"][]>;
}

/** A job that must show life: a campaign whose day has come, or that fell silent; an import that fell silent. */
export type Job =
  | { readonly kind: "campaign"; readonly practiceId: PracticeId; readonly campaignId: CampaignId }
  | { readonly kind: "import"; readonly practiceId: PracticeId; readonly importId: ImportId };

/** The queues and lists of imports and campaigns. Those of an index may lag behind writes by a moment. */
export interface CampaignQueries {
  /**
   * Leads that nothing happened to since before `before`, ms, in no useful order. `stalled`: those that a campaign may bring back
   * (`shared/domain/stalled`); `dormant`: those at rest that it may not.
   */
  quietLeads(
    practiceId: PracticeId,
    queue: "stalled" | "dormant",
    before: number,
    page: PageRequest,
  ): Promise<Page<LeadId>>;
  /** Members by their place, the best first; consistent. */
  members(practiceId: PracticeId, campaignId: CampaignId, page: PageRequest): Promise<Page<Member>>;
  /** The days of a campaign so far, the first first; consistent. */
  campaignDays(practiceId: PracticeId, campaignId: CampaignId): Promise<CampaignDay[]>;
  /** Campaigns of a practice by name; consistent. */
  campaigns(practiceId: PracticeId): Promise<Campaign[]>;
  /** The newest imports of a practice, the newest first; consistent. */
  imports(practiceId: PracticeId, limit: number): Promise<ImportJob[]>;
  /** Jobs whose `wakeAt` is before `before`, ms, oldest first within each shard. */
  dueJobs(before: number, limit: number): Promise<Job[]>;
  /** Contact points that an opt-out was ever recorded on, whether or not it still holds. */
  suppressedPoints(practiceId: PracticeId, page: PageRequest): Promise<Page<PointKey>>;
}
