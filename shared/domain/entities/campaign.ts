import * as z from "zod";
import { CampaignIdSchema, EpochMsSchema, LeadIdSchema, PracticeIdSchema, RunIdSchema } from "../ids.ts";
import { ConsentClassSchema, LostReasonSchema, SourceChannelSchema } from "../vocabulary.ts";

const KeySchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "expected lower-case letters, digits and dashes");
const TimeOfDaySchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "expected a time of day like 09:30");
const DaysSchema = z.number().int().min(0).max(36_500);
const CountSchema = z.number().int().nonnegative();

/** How a person last spoke to the practice: a channel of inquiries, or a text message. */
export const LastChannelSchema = z.enum([...SourceChannelSchema.options, "sms"]);
export type LastChannel = z.infer<typeof LastChannelSchema>;

/** Which stalled leads a campaign is for; what is left out asks nothing. */
export const SegmentSchema = z.strictObject({
  /** Nothing happened for so many days at least. */
  quietDays: DaysSchema.min(1).default(30),
  /** Days since the first inquiry. */
  ageDays: z.strictObject({ min: DaysSchema.optional(), max: DaysSchema.optional() }).optional(),
  serviceLines: z.array(KeySchema).min(1).optional(),
  lostReasons: z.array(LostReasonSchema).min(1).optional(),
  sources: z.array(KeySchema).min(1).optional(),
  lastChannels: z.array(LastChannelSchema).min(1).optional(),
  /** Every one of these consent classes was given. */
  consents: z.array(ConsentClassSchema).min(1).optional(),
});
export type Segment = z.infer<typeof SegmentSchema>;

/** Templates of the cadence by name, each with the template that takes its place. */
const ReplacementsSchema = z.record(KeySchema, KeySchema);

/** One of the forms that a campaign's messages take, to be compared. */
export const VariantSchema = z.strictObject({
  key: KeySchema,
  /** Its share of the members, beside the shares of the others. */
  share: z.number().int().min(1).max(1_000).default(1),
  templates: ReplacementsSchema.default({}),
  /** What takes their place for leads that were lost for this reason; goes before `templates`. */
  byLostReason: z.partialRecord(LostReasonSchema, ReplacementsSchema).default({}),
});
export type Variant = z.infer<typeof VariantSchema>;

/** What a campaign does. */
export const CampaignPlanSchema = z.strictObject({
  segment: SegmentSchema.prefault({}),
  /** A name of `campaignCadences` in the practice's configuration. */
  cadence: KeySchema,
  variants: z
    .array(VariantSchema)
    .min(1)
    .max(10)
    .prefault([{ key: "a" }]),
  /** Members enrolled per staffed day at most, spread over its staffed hours. */
  perDay: z.number().int().min(1).max(100_000),
  /** Hours of the day to enroll in, narrower than the staffed ones. */
  hours: z.strictObject({ opens: TimeOfDaySchema, closes: TimeOfDaySchema }).optional(),
  /** First and last day, in the practice's zone. */
  startsOn: z.iso.date().optional(),
  endsOn: z.iso.date().optional(),
  /** Members who are left alone, to compare with. */
  controlPercent: z.number().int().min(0).max(50).default(0),
});
export type CampaignPlan = z.infer<typeof CampaignPlanSchema>;

/** Why a stalled lead is no member, or is not enrolled when its turn comes. */
export const ExclusionSchema = z.enum([
  "not_quiet_long_enough",
  "outside_segment",
  "not_stalled",
  "booked",
  "suppressed",
  "reason_not_recoverable",
  "existing_patient",
  "minor",
  "sensitive_service_line",
  "no_usable_channel",
  "older_lead_of_person",
  "contact_point_taken",
  "in_another_campaign",
  "recently_reactivated",
]);
export type Exclusion = z.infer<typeof ExclusionSchema>;

const ExclusionCountsSchema = z.partialRecord(ExclusionSchema, CountSchema);
export type ExclusionCounts = z.infer<typeof ExclusionCountsSchema>;

/** A reactivation campaign of a practice. */
export const CampaignSchema = z.strictObject({
  practiceId: PracticeIdSchema,
  campaignId: CampaignIdSchema,
  /** Optimistic lock. */
  version: z.number().int().positive(),
  /** `preparing`: its members are being listed. `done`: the last of them had their turn. */
  status: z.enum(["draft", "preparing", "running", "paused", "done", "cancelled"]),
  plan: CampaignPlanSchema,
  /** The practice's configuration that its runs follow. */
  configVersion: z.number().int().positive(),
  createdAt: EpochMsSchema,
  createdBy: z.string(),
  launchedAt: EpochMsSchema.optional(),
  finishedAt: EpochMsSchema.optional(),
  /** When it must next show life, ms; absent while it rests. Later than this, `start-jobs` starts a day of it. */
  wakeAt: EpochMsSchema.optional(),
  /** How far the listing of its members has come. */
  listing: z
    .strictObject({
      /** Where the next page of the queue of stalled leads begins; absent at its beginning and once it is done. */
      cursor: z.string().optional(),
      done: z.boolean(),
      members: CountSchema,
      control: CountSchema,
      excluded: ExclusionCountsSchema,
    })
    .optional(),
  /** The place of the last member whose turn has come. */
  cursor: z.string().optional(),
  /** Who did what with it, the newest last. */
  history: z.array(z.strictObject({ at: EpochMsSchema, by: z.string(), did: z.string() })),
});
export type Campaign = z.infer<typeof CampaignSchema>;

/** What a score is made of, each part as it is added. */
export const ScorePartsSchema = z.strictObject({
  /** 0 to 40: the shorter ago something happened, the more. */
  recency: z.number().int().min(0).max(40),
  /** 0 to 30: what the treatment would be worth. */
  value: z.number().int().min(0).max(30),
  /** 0 to 30: inquiries, replies, conversations. */
  engagement: z.number().int().min(0).max(30),
});
export type ScoreParts = z.infer<typeof ScorePartsSchema>;

/** Treated members are enrolled; control members are left alone. */
export const MemberGroupSchema = z.enum(["treated", "control"]);
export type MemberGroup = z.infer<typeof MemberGroupSchema>;

/** A lead in a campaign. */
export const MemberSchema = z.strictObject({
  practiceId: PracticeIdSchema,
  campaignId: CampaignIdSchema,
  /** Its place: the best score first, then by lead. */
  order: z.string(),
  version: z.number().int().positive(),
  leadId: LeadIdSchema,
  /** 0 to 100. */
  score: z.number().int().min(0).max(100),
  parts: ScorePartsSchema,
  group: MemberGroupSchema,
  variant: KeySchema,
  state: z.enum(["pending", "enrolled", "held_out", "excluded"]),
  /** Why it is excluded. */
  reason: ExclusionSchema.optional(),
  /** When its turn came, ms. */
  turnAt: EpochMsSchema.optional(),
  runId: RunIdSchema.optional(),
  /** What came of it since its turn, each when it first happened, ms. */
  outcomes: z.strictObject({
    contactedAt: EpochMsSchema.optional(),
    repliedAt: EpochMsSchema.optional(),
    /** Asked by a link or by another inquiry to hear from the practice. */
    returnedAt: EpochMsSchema.optional(),
    bookedAt: EpochMsSchema.optional(),
    optedOutAt: EpochMsSchema.optional(),
    /** Wants no more marketing email. */
    unsubscribedAt: EpochMsSchema.optional(),
    /** What the booking is worth, USD. */
    value: z.number().nonnegative().optional(),
  }),
});
export type Member = z.infer<typeof MemberSchema>;

/** One day of a campaign, in the practice's zone. */
export const CampaignDaySchema = z.strictObject({
  practiceId: PracticeIdSchema,
  campaignId: CampaignIdSchema,
  /** YYYY-MM-DD. */
  date: z.iso.date(),
  version: z.number().int().positive(),
  /** Executions started for it. */
  starts: CountSchema,
  enrolled: CountSchema,
  heldOut: CountSchema,
  excluded: ExclusionCountsSchema,
  /** The first of the day's slots that nobody has yet. */
  nextSlot: CountSchema,
});
export type CampaignDay = z.infer<typeof CampaignDaySchema>;
