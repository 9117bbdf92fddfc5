import * as z from "zod";
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
  }),
  inquiry: z
    .object({
      serviceLine: z.string().optional(),
      message: z.string().optional(),
      urgency: UrgencySchema.optional(),
      relationship: RelationshipSchema.optional(),
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

/** 200 of `GET /v1/leads/{id}`. */
export const LeadViewSchema = z.strictObject({
  leadId: z.string(),
  practiceId: z.string(),
  status: z.string(),
  receivedAt: z.iso.datetime(),
  firstResponseMs: z.number().nullable(),
  run: z.strictObject({
    runId: z.string(),
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
