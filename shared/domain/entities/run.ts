import * as z from "zod";
import { CampaignIdSchema, EpochMsSchema, LeadIdSchema, PracticeIdSchema, RunIdSchema, StepKeySchema } from "../ids.ts";
import { AlertReasonSchema, RunOutcomeSchema, RunPurposeSchema, StepChannelSchema } from "../vocabulary.ts";

/** Where a step of a run stands; written together with its touch, so that planning reads the run alone. */
export const StepProgressSchema = z.strictObject({
  /**
   * claimed: an attempt is under way until `leaseUntil` · deferred: may go out from `notBefore` · retry: not accepted, may
   * be tried again from `notBefore` · the others are settled. `ambiguous`: the provider may or may not have taken it.
   */
  state: z.enum(["claimed", "deferred", "retry", "sent", "shadowed", "skipped", "failed", "ambiguous"]),
  channel: StepChannelSchema,
  /** The newest attempt, from 1. */
  attempt: z.number().int().positive(),
  /** When this state was reached, ms. */
  at: EpochMsSchema,
  leaseUntil: EpochMsSchema.optional(),
  notBefore: EpochMsSchema.optional(),
  /** When quiet hours ended that it waited for: it is as fresh from then as it was when due. */
  worthFrom: EpochMsSchema.optional(),
  /** A skip or defer reason, or an error code. */
  reason: z.string().optional(),
  /** Attempts whose outcome is unknown so far; a first response is sent once more after the first of them. */
  ambiguous: z.number().int().nonnegative(),
  /** The second of the number pool that is kept for it, ms; see shared/domain/pacing. */
  slotAt: EpochMsSchema.optional(),
  /** Members of staff whom an alert was meant for, and whom it reached. */
  told: z.array(z.string()).optional(),
  /** What the provider reported of the newest attempt that went out. */
  delivery: z.enum(["delivered", "failed"]).optional(),
});
export type StepProgress = z.infer<typeof StepProgressSchema>;

/** Something to tell staff besides the cadence, as a step of its own. */
export const RunAlertSchema = z.strictObject({ key: StepKeySchema, reason: AlertReasonSchema, at: EpochMsSchema });
export type RunAlert = z.infer<typeof RunAlertSchema>;

/** One lead going through one cadence for one purpose; fenced by its generation. */
export const RunSchema = z.strictObject({
  practiceId: PracticeIdSchema,
  leadId: LeadIdSchema,
  runId: RunIdSchema,
  /** Optimistic lock. */
  version: z.number().int().positive(),
  purpose: RunPurposeSchema,
  /** The one execution that may act; an older one that wakes ends `Superseded`. */
  generation: z.number().int().positive(),
  /** When this generation began, ms; it renews after 300 days. */
  generationStartedAt: EpochMsSchema,
  /** Plans made by this generation; it renews after 1,000. */
  loops: z.number().int().nonnegative(),
  /** Immutable version of the practice configuration that the run started with. */
  configVersion: z.number().int().positive(),
  cadence: z.string(),
  /** The campaign that it belongs to; of reactivation runs. */
  campaignId: CampaignIdSchema.optional(),
  /** Templates that take the place of those of the cadence, by name. */
  templates: z.record(z.string(), z.string()).optional(),
  /** The anchor of its offsets, ms. */
  enrolledAt: EpochMsSchema,
  /** What else offsets may count from, ms. */
  anchors: z
    .strictObject({ appointmentAt: EpochMsSchema.optional(), treatmentCompletedAt: EpochMsSchema.optional() })
    .optional(),
  /** Since when only people answer, ms: the person replied. There are alerts and waits, and no touches, until it is settled. */
  staffOnlySince: EpochMsSchema.optional(),
  /** Alerts that events outside the cadence asked for, oldest first; done before anything else, even after an ending. */
  alerts: z.array(RunAlertSchema).optional(),
  /** When the run must next show life, ms; absent once it has ended. Later than this, `revive-runs` restarts it. */
  wakeAt: EpochMsSchema.optional(),
  /** What it waits for, in the words of the planner. */
  waitingFor: z.string().optional(),
  /** Revivals since the last plan; sets the pause before the next. */
  revivals: z.number().int().nonnegative(),
  outcome: RunOutcomeSchema.optional(),
  steps: z.record(StepKeySchema, StepProgressSchema),
});
export type Run = z.infer<typeof RunSchema>;
