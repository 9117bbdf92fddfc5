import * as z from "zod";
import { MemberGroupSchema } from "../domain/entities/campaign.ts";
import { ImportedStageSchema } from "../domain/entities/import.ts";
import {
  CampaignIdSchema,
  EpochMsSchema,
  ImportIdSchema,
  LeadIdSchema,
  PracticeIdSchema,
  RunIdSchema,
  StepKeySchema,
  TouchIdSchema,
} from "../domain/ids.ts";
import {
  AlertReasonSchema,
  AutoAnswerSchema,
  CallOutcomeSchema,
  ConsentClassSchema,
  DeferReasonSchema,
  DeliveryStatusSchema,
  DispositionSchema,
  LanguageSchema,
  LeadStatusSchema,
  LostReasonSchema,
  RelationshipSchema,
  ReplyClassSchema,
  RunOutcomeSchema,
  RunPurposeSchema,
  SkipReasonSchema,
  SlaClockSchema,
  SourceChannelSchema,
  StaffChannelSchema,
  StepChannelSchema,
} from "../domain/vocabulary.ts";
import { readTolerant } from "./tolerant-read.ts";

/** The `source` of every event on the bus. */
export const EVENT_SOURCE = "first-touch";

const TouchRef = {
  runId: RunIdSchema,
  touchId: TouchIdSchema,
  stepKey: StepKeySchema,
  attempt: z.number().int().positive(),
  channel: StepChannelSchema,
};
const Source = {
  channel: SourceChannelSchema,
  /** A configured source or `other`. */
  source: z.string(),
  campaign: z.string().optional(),
  serviceLine: z.string().optional(),
};
/** What a further inquiry changed of its lead; each only when it did change. */
const Changes = {
  /** The classes that hold from now on. */
  consents: z.array(ConsentClassSchema).optional(),
  relationship: RelationshipSchema.optional(),
  flags: z.array(z.string()).optional(),
};

/** The data of each event type; never contact data, never inquiry text. */
export const EventDataSchemas = {
  /** An inquiry was accepted as a new lead. */
  "lead.received.v1": z.strictObject({
    ...Source,
    runId: RunIdSchema,
    language: LanguageSchema,
    consents: z.array(ConsentClassSchema),
    zones: z.array(z.string()),
    jurisdictions: z.array(z.string()),
    flags: z.array(z.string()),
    /** From the API's receipt to the moment when the lead was about to be committed, ms. */
    intakeMs: z.number().nonnegative().optional(),
  }),
  /** A repeated post within ten minutes, or another delivery of one with a known external id, joined the lead. */
  "lead.inquiry_joined.v1": z.strictObject({
    ...Source,
    ...Changes,
    match: z.enum(["recent", "external_id"]),
  }),
  /** The person asked again later: the clocks restarted. */
  "lead.inquired_again.v1": z.strictObject({ ...Source, ...Changes, inquiry: z.number().int().min(2) }),
  /** A row of a file became a lead. */
  "lead.imported.v1": z.strictObject({
    ...Source,
    importId: ImportIdSchema,
    stage: ImportedStageSchema,
    lostReason: LostReasonSchema.optional(),
    consents: z.array(ConsentClassSchema),
    flags: z.array(z.string()),
  }),
  /** A row of a file said something new of a known lead. */
  "lead.import_merged.v1": z.strictObject({
    ...Source,
    ...Changes,
    importId: ImportIdSchema,
    stage: ImportedStageSchema,
    lostReason: LostReasonSchema.optional(),
  }),
  /** Its turn in a campaign came: it was enrolled, or is left alone to compare with. */
  "campaign.turn_came.v1": z.strictObject({
    campaignId: CampaignIdSchema,
    group: MemberGroupSchema,
    variant: z.string(),
    score: z.number().int(),
  }),
  /** The person asked to hear from the practice, by the button behind a link of ours. */
  "interest.shown.v1": z.strictObject({ via: z.enum(["link"]), runId: RunIdSchema }),
  /** Somebody called and nobody took the call. */
  "call.missed.v1": z.strictObject({ at: EpochMsSchema }),
  /** Staff tried to call the lead. */
  "call.attempted.v1": z.strictObject({
    outcome: CallOutcomeSchema,
    at: EpochMsSchema,
    via: StaffChannelSchema,
    staffId: z.string().optional(),
  }),
  /** A person said what came of the lead; where that moved it, `lead.status_changed.v1` follows. */
  "disposition.recorded.v1": z.strictObject({
    disposition: DispositionSchema,
    at: EpochMsSchema,
    via: StaffChannelSchema,
    staffId: z.string().optional(),
    lostReason: LostReasonSchema.optional(),
    appointmentAt: EpochMsSchema.optional(),
    /** What the treatment brought (won) or is expected to (booked), USD. */
    value: z.number().nonnegative().optional(),
  }),
  /** Somebody took the lead on themselves: nobody else is alerted. It is no human contact. */
  "lead.claimed.v1": z.strictObject({ staffId: z.string(), via: StaffChannelSchema }),
  /** The lead was given to a member of staff; `because` says by what. */
  "lead.assigned.v1": z.strictObject({ staffId: z.string(), because: z.array(z.string()) }),
  /** Nobody can have it now: it waits in line. */
  "lead.waits_for_owner.v1": z.strictObject({ because: z.array(z.string()) }),
  /** It is nobody's any more, or somebody else's from now on. */
  "lead.released.v1": z.strictObject({ staffId: z.string() }),
  /** Somebody saw the lead with its contact data: a member of staff, or a caller of the API (`staffId` is the caller then). */
  "lead.viewed.v1": z.strictObject({ staffId: z.string(), via: StaffChannelSchema }),
  /** What identified the person was erased; what is left of the lead says what happened, and to nobody. */
  "lead.erased.v1": z.strictObject({ because: z.enum(["requested", "retention"]) }),
  /** Nothing of the person may be erased from now on, or it may be again; on the newest of their leads. */
  "person.hold_placed.v1": z.strictObject({ by: z.string() }),
  "person.hold_lifted.v1": z.strictObject({ by: z.string() }),
  /** A clock of the lead ran past its target. `dueAt`: when it did, ms. */
  "sla.breached.v1": z.strictObject({
    clock: SlaClockSchema,
    inquiry: z.number().int().positive(),
    dueAt: EpochMsSchema,
  }),
  "lead.status_changed.v1": z.strictObject({ from: LeadStatusSchema, to: LeadStatusSchema }),
  "run.started.v1": z.strictObject({
    runId: RunIdSchema,
    purpose: RunPurposeSchema,
    cadence: z.string(),
    configVersion: z.number(),
  }),
  /** A new generation took over. */
  "run.restarted.v1": z.strictObject({
    runId: RunIdSchema,
    generation: z.number(),
    why: z.enum([
      "late",
      "renewed",
      "inquired_again",
      "replied",
      "contacted",
      "first_response_failed",
      "delivery_failed",
      "alert",
      "interested",
      "rescheduled",
    ]),
    /** How late it was, ms; only when `why` is `late`. */
    lateMs: z.number().optional(),
  }),
  "run.finished.v1": z.strictObject({ runId: RunIdSchema, outcome: RunOutcomeSchema }),
  /** A text message of the person; its words are in the vault. `messageId` is the provider's. */
  "reply.received.v1": z.strictObject({ class: ReplyClassSchema, messageId: z.string(), sentAt: EpochMsSchema }),
  /** What the pipeline itself answered it with; `code` when it could not. */
  "reply.answered.v1": z.strictObject({
    answer: AutoAnswerSchema,
    messageId: z.string(),
    state: z.enum(["sent", "failed", "ambiguous"]),
    providerId: z.string().optional(),
    code: z.string().optional(),
  }),
  /** Automated contact that it covers has ended. */
  "contact.opted_out.v1": z.strictObject({
    scope: z.enum(["all", "email"]),
    via: z.enum(["sms", "unsubscribe_link", "complaint", "provider", "import", "staff", "call"]),
    at: EpochMsSchema,
  }),
  /** The person asked by text for messages again. */
  "contact.opted_in.v1": z.strictObject({ via: z.enum(["sms"]), at: EpochMsSchema }),
  /** The number is not the person's: consent given for it is void. */
  "contact.wrong_number.v1": z.strictObject({ at: EpochMsSchema }),
  /** A channel of the lead's contact point must not be used any more. */
  "contact.unusable.v1": z.strictObject({
    channel: z.enum(["sms", "call", "email"]),
    code: z.enum(["number_invalid", "carrier_blocked", "bounced"]),
  }),
  /**
   * A person of the practice was connected with the lead. `humanContactMs`: since the clock started, when it is the first time;
   * `staffedMs`: the same in staffed time, which the target is in.
   */
  "human.contacted.v1": z.strictObject({
    via: z.enum(["automated_call", "staff_call", "disposition"]),
    at: EpochMsSchema,
    humanContactMs: z.number().nonnegative().optional(),
    staffedMs: z.number().nonnegative().optional(),
    /** Who it was, where that is known. */
    staffId: z.string().optional(),
  }),
  "touch.claimed.v1": z.strictObject({ ...TouchRef, template: z.string() }),
  /** What the provider reported of a touch that was handed over; `code` is its own word. */
  "touch.delivery_updated.v1": z.strictObject({
    ...TouchRef,
    status: DeliveryStatusSchema,
    code: z.string(),
    at: EpochMsSchema,
    /** The first response did not arrive: it is given on another channel. */
    firstResponseFailed: z.boolean().optional(),
  }),
  /** The provider accepted it (or, for a call task, the alert to staff). */
  "touch.sent.v1": z.strictObject({
    ...TouchRef,
    template: z.string(),
    providerId: z.string(),
    /** Present when this was the first response of the running clock: API receipt to acceptance, ms. */
    firstResponseMs: z.number().nonnegative().optional(),
    /** The lead's source, a configured one or `other`; present with `firstResponseMs`. */
    source: z.string().optional(),
    /** Parts that a text message was sent in. */
    parts: z.number().int().positive().optional(),
    /** From claiming the touch to the provider's answer, ms. */
    sendMs: z.number().nonnegative().optional(),
    /** Present when it stands in for a first response that did not arrive. */
    replacesFailed: z.boolean().optional(),
  }),
  /** Shadow mode decided to send and did not. */
  "touch.shadowed.v1": z.strictObject({ ...TouchRef, template: z.string() }),
  "touch.skipped.v1": z.strictObject({ ...TouchRef, reason: SkipReasonSchema }),
  "touch.deferred.v1": z.strictObject({ ...TouchRef, reason: DeferReasonSchema, notBefore: EpochMsSchema }),
  /** The provider did not take it; `final` means that it will not be tried again. */
  "touch.failed.v1": z.strictObject({ ...TouchRef, code: z.string(), final: z.boolean() }),
  /** The provider may or may not have taken it. */
  "touch.ambiguous.v1": z.strictObject({ ...TouchRef, code: z.string() }),
  /** A person was told, outside of a call task. */
  "staff.alerted.v1": z.strictObject({
    runId: RunIdSchema,
    touchId: TouchIdSchema,
    reason: AlertReasonSchema,
    staffId: z.string(),
  }),
} as const;

export type EventType = keyof typeof EventDataSchemas;
export type EventData<T extends EventType> = z.infer<(typeof EventDataSchemas)[T]>;

/** Who caused a change. */
export const ActorSchema = z.strictObject({ kind: z.enum(["system", "source", "staff", "person"]), id: z.string() });
export type Actor = z.infer<typeof ActorSchema>;

const envelope = {
  /** `<leadId>#<version>`: stable, so consumers can drop repeats. */
  id: z.string(),
  occurredAt: EpochMsSchema,
  practiceId: PracticeIdSchema,
  leadId: LeadIdSchema,
  /** Total order within the lead. */
  version: z.number().int().positive(),
  actor: ActorSchema,
  /** Why, in a stable word. */
  reason: z.string(),
  /** Of a test of our own: it counts in no figure. */
  mystery: z.literal(true).optional(),
};

/** An event of a lead, with the type of its data tied to its `type`. */
export type LeadEvent = {
  [T in EventType]: z.infer<z.ZodObject<typeof envelope>> & { type: T; data: EventData<T> };
}[EventType];

const EnvelopeSchema = z.strictObject({ ...envelope, type: z.string(), data: z.unknown() });

type Parse = <S extends z.ZodType>(schema: S, value: unknown) => z.output<S>;

function eventBy(parse: Parse, value: unknown): LeadEvent {
  const event = parse(EnvelopeSchema, value);
  const type = z.enum(Object.keys(EventDataSchemas) as [EventType, ...EventType[]]).parse(event.type);
  return { ...event, type, data: parse(EventDataSchemas[type], event.data) } as LeadEvent;
}

/** Parses an event; throws a ZodError on an unknown type or on data that its type does not allow. */
export function parseEvent(value: unknown): LeadEvent {
  return eventBy((schema, part) => schema.parse(part), value);
}

/** Like `parseEvent`, but keeps the fields that a newer release added (docs/adr/0007). */
export function readEvent(value: unknown): LeadEvent {
  return eventBy((schema, part) => {
    const read = readTolerant(schema, part);
    if (!read.success) throw read.error;
    return read.data;
  }, value);
}
