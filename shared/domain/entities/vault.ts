import * as z from "zod";
import { EpochMsSchema, LeadIdSchema, PointKeySchema, PracticeIdSchema, TouchIdSchema } from "../ids.ts";

/** When everything in it that tells of the person was erased, ms. It stays, empty: no function may delete. */
const ErasedAtSchema = EpochMsSchema.optional();

/** Who a lead is and how to reach them. Vault only. */
export const ContactSchema = z.strictObject({
  practiceId: PracticeIdSchema,
  leadId: LeadIdSchema,
  /** Optimistic lock. */
  version: z.number().int().positive(),
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  /** E.164. */
  phone: z.string().optional(),
  email: z.string().optional(),
  postalCode: z.string().optional(),
  state: z.string().optional(),
  /** YYYY-MM-DD. */
  birthDate: z.string().optional(),
  erasedAt: ErasedAtSchema,
});
export type Contact = z.infer<typeof ContactSchema>;

/** One post about a lead as it came in, with its free text and its consent evidence. Vault only; kept with the lead. */
export const InquirySchema = z.strictObject({
  practiceId: PracticeIdSchema,
  leadId: LeadIdSchema,
  /** The lead event that recorded it. */
  eventVersion: z.number().int().positive(),
  version: z.number().int().positive(),
  receivedAt: EpochMsSchema,
  message: z.string().optional(),
  /** Source fields as posted: they are free text. */
  source: z.strictObject({
    channel: z.string().optional(),
    name: z.string().optional(),
    campaign: z.string().optional(),
    externalId: z.string().optional(),
  }),
  serviceLine: z.string().optional(),
  /** Where an imported lead stood and why it was lost, in the words of the file. */
  stage: z.string().optional(),
  lostReason: z.string().optional(),
  /** What was answered to which question, as posted. */
  answers: z.array(z.strictObject({ question: z.string(), answer: z.string() })).optional(),
  consent: z.strictObject({
    /** The wording that the person saw, posted or configured for the source's form. */
    text: z.string().optional(),
    at: z.string().optional(),
    proofUrl: z.string().optional(),
    sms: z.boolean().optional(),
    call: z.boolean().optional(),
    email: z.boolean().optional(),
    /** Who the wording named as seller: the practice's public name. */
    seller: z.string(),
  }),
  erasedAt: ErasedAtSchema,
});
export type Inquiry = z.infer<typeof InquirySchema>;

/** What was sent to whom, kept as evidence at least five years. Vault only. */
export const RenderedMessageSchema = z.strictObject({
  practiceId: PracticeIdSchema,
  leadId: LeadIdSchema,
  touchId: TouchIdSchema,
  version: z.number().int().positive(),
  at: EpochMsSchema,
  to: z.string(),
  subject: z.string().optional(),
  body: z.string(),
  erasedAt: ErasedAtSchema,
});
export type RenderedMessage = z.infer<typeof RenderedMessageSchema>;

/** A post that could not be worked, kept for people to look at and no longer: whose it is cannot be told. Vault only. */
export const QuarantinedPostSchema = z.strictObject({
  practiceId: PracticeIdSchema,
  quarantineId: z.string(),
  version: z.number().int().positive(),
  receivedAt: EpochMsSchema,
  code: z.string(),
  body: z.string(),
  /** When it may be forgotten, ms; absent in posts of older releases. */
  expiresAt: EpochMsSchema.optional(),
});
export type QuarantinedPost = z.infer<typeof QuarantinedPostSchema>;

/** The number or address itself behind a suppressed contact point, so that suppressions can be exported. Vault only; never expires. */
export const SuppressedContactSchema = z.strictObject({
  practiceId: PracticeIdSchema,
  pointKey: PointKeySchema,
  version: z.number().int().positive(),
  kind: z.enum(["phone", "email"]),
  /** E.164, or the address in its normal form; empty once erased. */
  value: z.string(),
  erasedAt: ErasedAtSchema,
});
export type SuppressedContact = z.infer<typeof SuppressedContactSchema>;
