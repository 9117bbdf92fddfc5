import * as z from "zod";
import {
  CampaignIdSchema,
  EpochMsSchema,
  LeadIdSchema,
  PersonIdSchema,
  PointKeySchema,
  PracticeIdSchema,
  RunIdSchema,
} from "../ids.ts";
import { AutoAnswerSchema, HoldReasonSchema, LineTypeSchema } from "../vocabulary.ts";

/** Why a channel of a contact point must not be used any more, and since when, ms. */
const TroubleSchema = z.strictObject({
  code: z.enum(["number_invalid", "carrier_blocked", "bounced"]),
  at: EpochMsSchema,
});

/** Keyed hashes of a normalised name; equal hashes mean equal names, absence means unknown. */
export const NameKeysSchema = z.strictObject({
  first: z.string().optional(),
  last: z.string().optional(),
  /** First and last in one: equal however the name is split over the two fields. */
  full: z.string().optional(),
});
export type NameKeys = z.infer<typeof NameKeysSchema>;

/** What an opt-out on a contact point covers. */
export const SuppressionSchema = z.strictObject({
  /** `all`: no automated contact with the person at all; `email`: no email. */
  scope: z.enum(["all", "email"]),
  at: EpochMsSchema,
  reason: z.string(),
});
export type Suppression = z.infer<typeof SuppressionSchema>;

/** A phone number or email address of a practice's leads: who uses it and what it may be used for. Never expires. */
export const ContactPointSchema = z.strictObject({
  practiceId: PracticeIdSchema,
  pointKey: PointKeySchema,
  kind: z.enum(["phone", "email"]),
  /** Optimistic lock; every claim of a touch to this point raises it. */
  version: z.number().int().positive(),
  /** Persons known under it; two with conflicting names share its suppression and caps. */
  persons: z.array(z.strictObject({ personId: PersonIdSchema, name: NameKeysSchema })),
  /** A lead whose contact holds the number or address itself; absent for points of releases before there were exports. */
  leadId: LeadIdSchema.optional(),
  /** The campaign that last reached out to it, and when, ms: no campaign does so to two leads of one number. */
  reactivation: z.strictObject({ campaignId: CampaignIdSchema, at: EpochMsSchema }).optional(),
  /** The latest opt-out; whether it holds is for `suppressionOf` to say. */
  suppression: SuppressionSchema.optional(),
  /** When the person last asked by text for messages again (START), ms. */
  liftedAt: EpochMsSchema.optional(),
  /** When someone last said that the number is not the person's, ms; consent given for it until then is void. */
  wrongNumberAt: EpochMsSchema.optional(),
  /** When a text message last came from it, ms. */
  inboundAt: EpochMsSchema.optional(),
  /** What kind of line it is, once it was looked up. */
  line: z.strictObject({ type: LineTypeSchema, at: EpochMsSchema }).optional(),
  /** What a provider reported that rules a channel out. */
  trouble: z
    .strictObject({
      sms: TroubleSchema.optional(),
      call: TroubleSchema.optional(),
      email: TroubleSchema.optional(),
    })
    .optional(),
  /** What the pipeline itself answered text messages with in the last 24 hours. */
  autoAnswers: z.array(z.strictObject({ answer: AutoAnswerSchema, at: EpochMsSchema })).optional(),
  /** Text messages that came from it while it was nobody's, newest last: no lead leads to their words. */
  strayTexts: z.array(z.string()).optional(),
  /** Touches that were claimed for it, newest last, kept 7 days: the ledger that caps read. */
  ledger: z.array(z.strictObject({ at: EpochMsSchema, touchId: z.string() })),
});
export type ContactPoint = z.infer<typeof ContactPointSchema>;

/** One human as one practice knows them. */
export const PersonSchema = z.strictObject({
  practiceId: PracticeIdSchema,
  personId: PersonIdSchema,
  /** Optimistic lock. */
  version: z.number().int().positive(),
  points: z.array(PointKeySchema),
  name: NameKeysSchema,
  /** The newest lead and when its newest inquiry came in, ms. */
  leadId: LeadIdSchema,
  inquiredAt: EpochMsSchema,
  /** The one acquisition run that is under way, if any. */
  activeRunId: RunIdSchema.optional(),
  /** Nothing of theirs may be erased while it is there. */
  legalHold: z
    .strictObject({
      reason: HoldReasonSchema,
      /** The practice's own number of the matter; no name. */
      reference: z.string().optional(),
      by: z.string(),
      at: EpochMsSchema,
    })
    .optional(),
  /** From the moment it is asked for nothing is sent to them and nothing new becomes theirs; never taken back. */
  erasure: z
    .strictObject({
      because: z.enum(["requested", "retention"]),
      by: z.string(),
      requestedAt: EpochMsSchema,
      /** The lead that comes next; absent once all are done. */
      nextLeadId: LeadIdSchema.optional(),
      /** When all of it was done, ms. */
      erasedAt: EpochMsSchema.optional(),
    })
    .optional(),
  /** When it is next looked at whether they are to be kept any longer, ms; see `shared/domain/retention`. */
  reviewAt: EpochMsSchema.optional(),
});
export type Person = z.infer<typeof PersonSchema>;

/** Remembers what a post with an Idempotency-Key was answered; holds keyed hashes only. */
export const IdempotencyRecordSchema = z.strictObject({
  practiceId: PracticeIdSchema,
  /** Keyed hash of the caller's key. */
  keyHash: z.string(),
  version: z.number().int().positive(),
  /** Keyed hash of the body, to refuse another body under the same key. */
  bodyHash: z.string(),
  leadId: LeadIdSchema,
  status: z.enum(["accepted", "duplicate"]),
  warnings: z.array(z.strictObject({ code: z.string(), path: z.string() })),
  /** When it may be forgotten, ms; 24 hours. */
  expiresAt: EpochMsSchema,
});
export type IdempotencyRecord = z.infer<typeof IdempotencyRecordSchema>;

/** Ties a source's own id of a submission (keyed hash) to its lead, so that a repeated delivery is recognised. */
export const ExternalRefSchema = z.strictObject({
  practiceId: PracticeIdSchema,
  refHash: z.string(),
  version: z.number().int().positive(),
  leadId: LeadIdSchema,
  personId: PersonIdSchema,
});
export type ExternalRef = z.infer<typeof ExternalRefSchema>;
