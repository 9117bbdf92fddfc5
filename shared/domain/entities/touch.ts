import * as z from "zod";
import { EpochMsSchema, LeadIdSchema, PracticeIdSchema, RunIdSchema, StepKeySchema, TouchIdSchema } from "../ids.ts";
import { DeliveryStatusSchema, StepChannelSchema } from "../vocabulary.ts";

/** One attempt to reach a person (or to alert staff for a step); its claim decides who may call the provider. */
export const TouchSchema = z.strictObject({
  practiceId: PracticeIdSchema,
  leadId: LeadIdSchema,
  runId: RunIdSchema,
  touchId: TouchIdSchema,
  /** Optimistic lock. */
  version: z.number().int().positive(),
  stepKey: StepKeySchema,
  attempt: z.number().int().positive(),
  channel: StepChannelSchema,
  template: z.string(),
  state: z.enum(["claimed", "sent", "shadowed", "skipped", "failed", "ambiguous"]),
  /** Random; only the holder of the claim may record its outcome. */
  claimToken: z.string(),
  leaseUntil: EpochMsSchema,
  claimedAt: EpochMsSchema,
  settledAt: EpochMsSchema.optional(),
  /** The provider's message or contact id, to match delivery events. */
  providerId: z.string().optional(),
  /** What the provider reported since, and when it happened, ms; `code` is the provider's own word. */
  delivery: z.strictObject({ status: DeliveryStatusSchema, code: z.string(), at: EpochMsSchema }).optional(),
  /** Why it was skipped or failed. */
  code: z.string().optional(),
});
export type Touch = z.infer<typeof TouchSchema>;
