import * as z from "zod";
import { MemberGroupSchema } from "../domain/entities/campaign.ts";
import { CampaignIdSchema } from "../domain/ids.ts";
import { RelationshipSchema, SourceChannelSchema, TouchChannelSchema, UrgencySchema } from "../domain/vocabulary.ts";

/**
 * The documented shape of `POST /v1/leads`. Intake is more tolerant than this: a bad optional field becomes a warning
 * (see `functions/receive-lead`); only the contact point is required.
 */
export const PostLeadSchema = z.object({
  practiceId: z.string().optional(),
  source: z
    .object({
      channel: SourceChannelSchema.optional(),
      name: z.string().optional(),
      campaign: z.string().optional(),
      externalId: z.string().optional(),
    })
    .optional(),
  contact: z.object({
    firstName: z.string().optional(),
    lastName: z.string().optional(),
    phone: z.string().optional(),
    email: z.string().optional(),
    postalCode: z.string().optional(),
    state: z.string().optional(),
    preferredChannel: TouchChannelSchema.optional(),
    preferredLanguage: z.string().optional(),
    /** YYYY-MM-DD; kept in the vault. Who is under 18 is worked by people. */
    birthDate: z.iso.date().optional(),
  }),
  inquiry: z
    .object({
      serviceLine: z.string().optional(),
      message: z.string().optional(),
      urgency: UrgencySchema.optional(),
      relationship: RelationshipSchema.optional(),
      /** Answers to the practice's configured questions, by question. */
      answers: z.record(z.string(), z.string()).optional(),
    })
    .optional(),
  consent: z
    .object({
      sms: z.boolean().optional(),
      call: z.boolean().optional(),
      email: z.boolean().optional(),
      text: z.string().optional(),
      at: z.iso.datetime({ offset: true }).optional(),
      proofUrl: z.string().optional(),
    })
    .optional(),
});
export type PostLead = z.infer<typeof PostLeadSchema>;

/** Something in the post that was not used; says where, never what it held. */
export const WarningSchema = z.strictObject({ code: z.string(), path: z.string() });
export type Warning = z.infer<typeof WarningSchema>;

/** 202 of `POST /v1/leads`. */
export const LeadAcceptedSchema = z.strictObject({
  leadId: z.string(),
  status: z.enum(["accepted", "duplicate"]),
  warnings: z.array(WarningSchema),
});
export type LeadAccepted = z.infer<typeof LeadAcceptedSchema>;

/** Body of `POST /v1/leads/{leadId}/enrollments`: takes the lead through another cadence of its practice. */
export const PostEnrollmentSchema = z.strictObject({
  cadence: z.enum(["nurture", "quiet-after-reply", "no-show"]),
  /** Required for steps that count from an appointment. */
  appointmentAt: z.iso.datetime({ offset: true }).optional(),
  /** Required for steps that count from the end of a treatment. */
  treatmentCompletedAt: z.iso.datetime({ offset: true }).optional(),
});
export type PostEnrollment = z.infer<typeof PostEnrollmentSchema>;

/** 202 of `POST /v1/leads/{leadId}/enrollments`; `exists`: the same enrollment is under way already. */
export const EnrollmentAcceptedSchema = z.strictObject({
  leadId: z.string(),
  runId: z.string(),
  status: z.enum(["enrolled", "exists"]),
});
export type EnrollmentAccepted = z.infer<typeof EnrollmentAcceptedSchema>;

/** A member of staff, and since when. */
export const HeldSchema = z.strictObject({ staffId: z.string(), at: z.iso.datetime() });

/** 200 of `GET /v1/leads/{id}`. */
export const LeadViewSchema = z.strictObject({
  leadId: z.string(),
  practiceId: z.string(),
  personId: z.string(),
  /** When what identified the person was erased; null while it is there. */
  erasedAt: z.iso.datetime().nullable(),
  status: z.string(),
  receivedAt: z.iso.datetime(),
  firstResponseMs: z.number().nullable(),
  /** 0 to 100, by the practice's scoring; null for leads from before there was one. */
  score: z.number().int().nullable(),
  /** What staff should know: `shared_contact_point`, `identity_conflict`, `suppressed_person`, `minor`, `sensitive`. */
  flags: z.array(z.string()),
  /** Whose it is, since when; null while it is nobody's. */
  owner: HeldSchema.nullable(),
  /** Who took it on; null when nobody did since the person last asked. */
  claim: HeldSchema.nullable(),
  /** When it first came so far; what is missing was not reached. */
  milestones: z.strictObject({
    contactedAt: z.iso.datetime().optional(),
    qualifiedAt: z.iso.datetime().optional(),
    bookedAt: z.iso.datetime().optional(),
    attendedAt: z.iso.datetime().optional(),
    noShowAt: z.iso.datetime().optional(),
    wonAt: z.iso.datetime().optional(),
  }),
  /** Its newest appointment. */
  appointmentAt: z.iso.datetime().nullable(),
  lostReason: z.string().nullable(),
  /** USD: what the treatment brought, else what it is expected to. */
  value: z.number().nullable(),
  /** The campaign that it was last in, or that a lead of the person before it was; null when none. */
  reactivation: z
    .strictObject({ campaignId: CampaignIdSchema, group: MemberGroupSchema, variant: z.string() })
    .nullable(),
  /** The run that the lead is in now; the timeline tells of earlier ones. */
  run: z.strictObject({
    runId: z.string(),
    /** Also the name of its cadence. */
    purpose: z.string(),
    generation: z.number(),
    outcome: z.string().nullable(),
    nextAt: z.iso.datetime().nullable(),
    waitingFor: z.string().nullable(),
  }),
  timeline: z.array(
    z.strictObject({
      at: z.iso.datetime(),
      type: z.string(),
      actor: z.string(),
      reason: z.string(),
      /** The event's data: step, channel, touch id, skip reason, … */
      data: z.record(z.string(), z.unknown()),
    }),
  ),
});
export type LeadView = z.infer<typeof LeadViewSchema>;

/** RFC 9457 problem; `errors` name fields, never their values. */
export const ProblemSchema = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  detail: z.string().optional(),
  requestId: z.string().optional(),
  errors: z.array(z.strictObject({ path: z.string(), code: z.string() })).optional(),
});
export type Problem = z.infer<typeof ProblemSchema>;
