import type { LeadEvent } from "../contracts/events.ts";
import type { PostLead } from "../contracts/lead-api.ts";
import type { DimensionName, MetricName } from "../contracts/names.ts";
import type { PracticeConfig, PublishedPractice } from "../contracts/practice.ts";
import type { Role } from "../contracts/routes.ts";
import type { TouchTag } from "../contracts/touch-tags.ts";
import type { CampaignDayInput, FollowUpInput, ImportInput } from "../contracts/workflow.ts";
import type { LeadId, PointKey, PracticeId } from "../domain/ids.ts";
import type { PaceShare } from "../domain/pacing/cells.ts";
import type { Language, LineType, SendingMode } from "../domain/vocabulary.ts";

/** The one source of time. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}

/** Makes identifiers. */
export interface Ids {
  /** A ULID of this moment. */
  ulid(nowMs: number): string;
  /** An unguessable token. */
  token(): string;
}

/** Keyed hashes under a versioned key ring; practices never share a hash. */
export interface KeyRing {
  /** The keys that this contact point may be stored under, newest first. `value` is normalised. */
  pointKeys(practiceId: PracticeId, kind: "phone" | "email", value: string): PointKey[];
  /** A keyed hash for exact comparison (names, idempotency keys, external ids) under the oldest key still in the ring. */
  hash(practiceId: PracticeId, purpose: string, value: string): string;
  /** A signature under the newest key, for what leaves the system and comes back (links). */
  sign(purpose: string, value: string): string;
  /** Whether any key in the ring made this signature; compares in constant time. */
  verify(purpose: string, value: string, signature: string): boolean;
}

/** Loads the key ring; cached by the adapter. */
export interface KeyRings {
  load(): Promise<KeyRing>;
}

/** A PIN as it may be stored: never the PIN itself. */
export interface PinHash {
  readonly salt: string;
  readonly hash: string;
}

/** Hashes PINs, slowly, and compares them in constant time. */
export interface Pins {
  hash(pin: string): Promise<PinHash>;
  matches(pin: string, stored: PinHash): Promise<boolean>;
}

/** Published practice configurations. */
export interface PracticeConfigs {
  current(practiceId: PracticeId): Promise<PublishedPractice | undefined>;
  /** Throws `ConfigVersionMissing` when it was never published. */
  version(practiceId: PracticeId, version: number): Promise<PracticeConfig>;
}

/** What a caller may do. */
export interface Access {
  readonly callerId: string;
  readonly role: Role;
  readonly practiceIds: readonly PracticeId[];
}

/** What the holder of an API key may do, and until when. */
export interface KeyAccess extends Access {
  /** From then on it opens nothing, ms. @default never */
  readonly endsAt?: number | undefined;
}

/** An API key as operators know it; nobody knows its value but who was given it. */
export interface IntakeKey extends KeyAccess {
  /** Whose it is: a source of leads, or a system. Several keys of one vendor may be used at a time, while it changes to a new one. */
  readonly vendor?: string | undefined;
  /** Epoch ms. */
  readonly createdAt?: number | undefined;
}

/** What became of a post: `duplicate` when it joined a known lead, `rejected` when nothing of it could be worked. */
export type PostOutcome = "accepted" | "duplicate" | "rejected";

/** Counts what API keys are used for. */
export interface KeyUses {
  /** Throws `StoreUnavailable` when it takes too long, too. */
  count(apiKeyId: string, outcome: PostOutcome, at: number): Promise<void>;
}

/** What a key was used for, all days together. */
export interface KeyUse {
  readonly counts: Readonly<Record<PostOutcome, number>>;
  /** Epoch ms, however long ago. */
  readonly lastUsedAt?: number | undefined;
}

/** The API keys of a deployment. */
export interface IntakeKeys {
  list(): Promise<readonly (IntakeKey & { readonly apiKeyId: string })[]>;
  /** What a key was used for from a day on (UTC, YYYY-MM-DD). */
  uses(apiKeyId: string, from: string): Promise<KeyUse>;
}

/** Looks callers up by the id that the API gave their key. */
export interface AccessKeys {
  find(apiKeyId: string): Promise<KeyAccess | undefined>;
}

/** The kill switch: the stricter of deployment and practice; `paused` when neither was ever set. */
export interface SendingSwitch {
  /** `testPoints` are the contact points that test-only may send to. */
  read(practiceId: PracticeId): Promise<{ mode: SendingMode; testPoints: readonly PointKey[] }>;
}

/** Starts executions of the follow-up state machine. */
export interface FollowUps {
  /** `exists`: this generation was started before. Throws `WorkflowUnavailable`. */
  start(input: FollowUpInput): Promise<"started" | "exists">;
}

/** Starts executions of the state machines that work imports and campaigns; each is named, and a name starts once. Throws `WorkflowUnavailable`. */
export interface Workflows {
  startImport(name: string, input: ImportInput): Promise<"started" | "exists">;
  startCampaignDay(name: string, input: CampaignDayInput): Promise<"started" | "exists">;
}

/** The bucket of imported and exported files. Keys are made by `shared/contracts/file-keys.ts`. Throws `FilesUnavailable`. */
export interface ImportFiles {
  /** A link to put a file at, once or again, until it expires. */
  uploadUrl(key: string, seconds: number): Promise<string>;
  /** A link to get a file from, under this name, until it expires. */
  downloadUrl(key: string, fileName: string, seconds: number): Promise<string>;
  /** Size and version of a file; undefined when there is none. */
  stat(key: string): Promise<{ readonly bytes: number; readonly etag: string } | undefined>;
  /** Bytes from `from` to before `to`, of this very version of the file. Throws `FileChanged` when there is another now. */
  read(key: string, etag: string, from: number, to: number): Promise<Uint8Array>;
  write(key: string, text: string): Promise<void>;
  /** Writes the parts, in order, as one file of `bytes` bytes. */
  join(parts: readonly string[], key: string, bytes: number): Promise<void>;
}

/** The id of what a provider accepted without naming it. */
export const NO_PROVIDER_ID = "none";

/** What became of one call to a provider. Codes are the provider's error names: stable words, no contact data. */
export type ProviderResult =
  | { outcome: "accepted"; providerId: string }
  /** Refused for its rate, or for who asked: certainly not sent, and worth another attempt. */
  | { outcome: "throttled"; code: string }
  /** Certainly not sent and never will be. */
  | { outcome: "rejected"; code: string }
  /** Reset, timeout, 5xx: it may or may not have been sent. */
  | { outcome: "ambiguous"; code: string };

export type { TouchTag };

export interface SmsMessage {
  readonly to: string;
  readonly body: string;
  readonly originationIdentity: string;
  /** What the origination identity is registered for. */
  readonly messageType: "PROMOTIONAL" | "TRANSACTIONAL";
  readonly configurationSet?: string | undefined;
  /** Seconds until the carrier must give up. */
  readonly ttlSeconds: number;
  /** Absent for automatic answers to a person's own text: they are no touch. */
  readonly tag?: TouchTag | undefined;
}

export interface EmailMessage {
  readonly to: string;
  readonly from: string;
  readonly fromName: string;
  readonly replyTo: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Mailbox of the List-Unsubscribe header; absent for staff alerts. */
  readonly unsubscribe?: string | undefined;
  /** The signed link of the List-Unsubscribe header, for one click (RFC 8058). */
  readonly unsubscribeUrl?: string | undefined;
  readonly configurationSet?: string | undefined;
  /** Absent for the digests of staff: they are about no lead. */
  readonly tag?: TouchTag | undefined;
}

export interface AutomatedCall {
  readonly to: string;
  readonly instanceId: string;
  readonly contactFlowId: string;
  readonly sourcePhoneNumber: string;
  /** What the prompt says; neutral. */
  readonly prompt: string;
  /** What the prompt is in, and so who reads it out. */
  readonly language: Language;
  readonly tag: TouchTag;
}

/** Each makes exactly one attempt (throttles apart) and never throws for a provider's answer. */
export interface SmsSender {
  send(message: SmsMessage): Promise<ProviderResult>;
}
export interface EmailSender {
  send(message: EmailMessage): Promise<ProviderResult>;
}
export interface CallPlacer {
  place(call: AutomatedCall): Promise<ProviderResult>;
}

/** Keeps a place in the number pool of a practice, in message parts. */
export interface Pacer {
  /**
   * The second, ms, in which a message of `parts` parts may be handed over, from `from` on; it stays kept for it. Shares are
   * kept apart so that a backlog leaves room for first responses. Throws `StoreUnavailable`.
   */
  reserve(request: {
    readonly practiceId: PracticeId;
    readonly pool: string;
    readonly capacity: { readonly partsPerSecond: number; readonly partsPerDay: number };
    readonly parts: number;
    readonly share: PaceShare;
    readonly from: number;
    /** IANA zone whose calendar days `partsPerDay` counts. */
    readonly zone: string;
  }): Promise<{ readonly slotAt: number }>;
}

/** Looks up what kind of line a number is. */
export interface NumberLookup {
  /** Undefined when the look-up failed or knows nothing: it is optional, and never keeps a message back by itself. */
  lineType(e164: string): Promise<LineType | undefined>;
}

/** Do-not-call registries and lists of reassigned numbers; what a practice subscribes to. */
export interface CallRegistry {
  /** `unknown` when it was not asked lately; it counts as listed. */
  check(practiceId: PracticeId, pointKey: PointKey): Promise<"clean" | "listed" | "unknown">;
}

/** The provider's own opt-out list: a second barrier behind our suppressions. Throws nothing; a failure is answered as such. */
export interface OptOutMirror {
  put(list: string, e164: string): Promise<"done" | "failed">;
  remove(list: string, e164: string): Promise<"done" | "failed">;
}

/** Which practice a number of ours belongs to. */
export interface PracticeNumbers {
  practiceOf(e164: string): Promise<PracticeId | undefined>;
}

/** Emits metrics; dimension values must be bounded. */
export interface Metrics {
  emit(name: MetricName, value: number, dimensions: Partial<Record<DimensionName, string>>): void;
}

/** What came of a post through the public API. `code`: a stable word for why not. */
export type PostedLead =
  | { readonly is: "accepted"; readonly leadId: LeadId }
  | { readonly is: "refused" | "unreachable"; readonly code: string };

/** How a lead stands that was posted. */
export interface LeadAnswer {
  /** From the API's receipt to the provider's acceptance of the first message, ms; undefined before that. */
  readonly firstResponseMs: number | undefined;
  /** Nothing more will be done by itself. */
  readonly hasEnded: boolean;
}

/** The public API of a deployment, as those see it who post leads. Throws nothing. */
export interface PublicApi {
  post(lead: PostLead): Promise<PostedLead>;
  /** Undefined when it did not say. */
  read(leadId: LeadId): Promise<LeadAnswer | undefined>;
}

/** Publishes events to the bus. */
export interface EventBus {
  /** Answers the ids of the events that were not taken. */
  publish(events: readonly LeadEvent[]): Promise<{ failed: string[] }>;
}

/** The keys that a log line may have, and no others: none can hold contact data. */
export interface LogFields {
  practiceId?: string;
  leadId?: string;
  runId?: string;
  touchId?: string;
  stage?: string;
  durationMs?: number;
  code?: string;
  count?: number;
}

export interface Logger {
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}
