import * as z from "zod";
import { HoldReasonSchema } from "../domain/vocabulary.ts";
import { LeadViewSchema } from "./lead-api.ts";

const MomentSchema = z.iso.datetime();
const TextSchema = z.string();

/** Who a lead is and how to reach them; what is missing was never said. */
const ContactViewSchema = z.strictObject({
  firstName: TextSchema.optional(),
  lastName: TextSchema.optional(),
  /** E.164. */
  phone: TextSchema.optional(),
  email: TextSchema.optional(),
  postalCode: TextSchema.optional(),
  state: TextSchema.optional(),
  /** YYYY-MM-DD. */
  birthDate: TextSchema.optional(),
});

/** One post about a lead in its own words, with the evidence of its consent. */
const InquiryViewSchema = z.strictObject({
  at: MomentSchema,
  message: TextSchema.optional(),
  serviceLine: TextSchema.optional(),
  stage: TextSchema.optional(),
  lostReason: TextSchema.optional(),
  answers: z.array(z.strictObject({ question: TextSchema, answer: TextSchema })).optional(),
  source: z.strictObject({
    channel: TextSchema.optional(),
    name: TextSchema.optional(),
    campaign: TextSchema.optional(),
    externalId: TextSchema.optional(),
  }),
  consent: z.strictObject({
    text: TextSchema.optional(),
    at: TextSchema.optional(),
    proofUrl: TextSchema.optional(),
    sms: z.boolean().optional(),
    call: z.boolean().optional(),
    email: z.boolean().optional(),
    seller: TextSchema,
  }),
});

/** A message, either way. */
const MessageViewSchema = z.strictObject({
  at: MomentSchema,
  direction: z.enum(["to_person", "from_person"]),
  /** Number or address at the person's end. */
  address: TextSchema,
  subject: TextSchema.optional(),
  text: TextSchema,
});

const WordsSchema = {
  contact: ContactViewSchema,
  /** The oldest first. */
  inquiries: z.array(InquiryViewSchema),
  /** The oldest first. */
  messages: z.array(MessageViewSchema),
};

/** 200 of `GET /v1/leads/{leadId}/contact`. */
export const LeadContactSchema = z.strictObject({
  leadId: TextSchema,
  practiceId: TextSchema,
  personId: TextSchema,
  ...WordsSchema,
});
export type LeadContact = z.infer<typeof LeadContactSchema>;

/** Body of `POST /v1/persons/search`: a number or an address. */
export const PostPersonSearchSchema = z
  .strictObject({
    /** May be left out by who serves one practice. */
    practiceId: TextSchema.optional(),
    phone: z.string().min(1).max(100).optional(),
    email: z.string().min(1).max(320).optional(),
  })
  .refine(({ phone, email }) => (phone === undefined) !== (email === undefined), {
    error: "expected either a phone number or an email address",
  });

/** Why nothing of a person may be erased, since when. */
export const LegalHoldSchema = z.strictObject({
  reason: HoldReasonSchema,
  reference: TextSchema.optional(),
  by: TextSchema,
  at: MomentSchema,
});
export type LegalHoldView = z.infer<typeof LegalHoldSchema>;

/** 200 of `POST /v1/persons/search`; no contact data, not even what was searched for. */
export const PersonsFoundSchema = z.strictObject({
  practiceId: TextSchema,
  persons: z.array(
    z.strictObject({
      personId: TextSchema,
      /** The newest first. */
      leadIds: z.array(TextSchema),
      legalHold: LegalHoldSchema.nullable(),
      /** Their erasure was asked for and is not done yet. */
      isBeingErased: z.boolean(),
    }),
  ),
});
export type PersonsFound = z.infer<typeof PersonsFoundSchema>;

/** 200 or 202 of `DELETE /v1/persons/{personId}`. `erasing`: it goes on by itself; nothing is sent to the person any more. */
export const PersonErasedSchema = z.strictObject({ personId: TextSchema, status: z.enum(["erased", "erasing"]) });
export type PersonErased = z.infer<typeof PersonErasedSchema>;

/** Body of `PUT /v1/persons/{personId}/legal-hold`. */
export const PutLegalHoldSchema = z.strictObject({
  reason: HoldReasonSchema,
  /** The practice's own number of the matter, like 2026-cv-117: letters, digits, dots, dashes. It must name nobody, and cannot be a phone number. */
  reference: z
    .string()
    .regex(/^(?=.*\d)(?!(?:\D*\d){10})[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$/)
    .optional(),
});

/** 200 of `PUT` and `DELETE /v1/persons/{personId}/legal-hold`. */
export const PersonHeldSchema = z.strictObject({ personId: TextSchema, legalHold: LegalHoldSchema.nullable() });
export type PersonHeld = z.infer<typeof PersonHeldSchema>;

/** 200 of `GET /v1/persons/{personId}/export`: all that is known of one person. */
export const PersonExportSchema = z.strictObject({
  personId: TextSchema,
  practiceId: TextSchema,
  exportedAt: MomentSchema,
  legalHold: LegalHoldSchema.nullable(),
  /** The newest first. */
  leads: z.array(z.strictObject({ lead: LeadViewSchema, ...WordsSchema })),
});
export type PersonExport = z.infer<typeof PersonExportSchema>;
