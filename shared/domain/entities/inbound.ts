import * as z from "zod";
import {
  EpochMsSchema,
  LeadIdSchema,
  PointKeySchema,
  PracticeIdSchema,
  RunIdSchema,
  StaffIdSchema,
  TouchIdSchema,
} from "../ids.ts";
import { AutoAnswerSchema, ReplyClassSchema } from "../vocabulary.ts";

/** A text message that came in, without its words: proof that it was worked, and where its automatic answer stands. */
export const InboundMessageSchema = z.strictObject({
  practiceId: PracticeIdSchema,
  /** The provider's id of the message: a repeated delivery has the same. */
  messageId: z.string().min(1).max(200),
  /** Optimistic lock. */
  version: z.number().int().positive(),
  pointKey: PointKeySchema,
  /** When the network took it, ms: messages are ordered by this, whenever they arrive. */
  sentAt: EpochMsSchema,
  class: ReplyClassSchema,
  /** The lead that it is read as an answer of; absent when the number is nobody's. */
  leadId: LeadIdSchema.optional(),
  /** The one automatic answer, when there is one. Claimed before the provider is called, and never claimed again. */
  answer: z
    .strictObject({
      kind: AutoAnswerSchema,
      state: z.enum(["claimed", "sent", "failed", "ambiguous"]),
      /** Random: tells the delivery that claimed it from any other. */
      claimToken: z.string(),
      leaseUntil: EpochMsSchema,
      providerId: z.string().optional(),
      code: z.string().optional(),
    })
    .optional(),
  /** Set when it is no person's message but a member of staff's, who claims the lead that they were alerted about. */
  staffClaim: z
    .strictObject({
      staffId: StaffIdSchema,
      leadId: LeadIdSchema.optional(),
      came: z.enum(["claimed", "taken", "nothing"]),
      /** Who has it, when it is taken. */
      holderId: z.string().optional(),
      /** Whether they were told what came of it: once, like an answer. */
      told: z.enum(["pending", "sent", "failed", "ambiguous"]),
      token: z.string(),
      leaseUntil: EpochMsSchema,
      code: z.string().optional(),
    })
    .optional(),
});
export type InboundMessage = z.infer<typeof InboundMessageSchema>;

/** The words of a text message that came in. Vault only. */
export const InboundTextSchema = z.strictObject({
  practiceId: PracticeIdSchema,
  messageId: z.string(),
  version: z.number().int().positive(),
  at: EpochMsSchema,
  from: z.string(),
  to: z.string(),
  body: z.string(),
  /** When what tells of the person was erased, ms. */
  erasedAt: EpochMsSchema.optional(),
  /** When it may be forgotten, ms: words of a number that is nobody's, which nobody could ask to have erased. */
  expiresAt: EpochMsSchema.optional(),
});
export type InboundText = z.infer<typeof InboundTextSchema>;

/** Finds the touch of a provider's message or contact id: events of the default event bus carry nothing else. */
export const ProviderRefSchema = z.strictObject({
  practiceId: PracticeIdSchema,
  providerId: z.string(),
  version: z.number().int().positive(),
  leadId: LeadIdSchema,
  runId: RunIdSchema,
  touchId: TouchIdSchema,
  /** When it may be forgotten, ms; providers report for at most a few days. */
  expiresAt: EpochMsSchema,
});
export type ProviderRef = z.infer<typeof ProviderRefSchema>;
