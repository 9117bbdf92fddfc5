import * as z from "zod";
import {
  CampaignIdSchema,
  EpochMsSchema,
  ImportIdSchema,
  LeadIdSchema,
  PracticeIdSchema,
  RunIdSchema,
  StepKeySchema,
} from "../domain/ids.ts";
import { AlertReasonSchema, RunOutcomeSchema, TouchChannelSchema } from "../domain/vocabulary.ts";

const StepRef = { stepKey: StepKeySchema, attempt: z.number().int().positive() };

/** What a run does next; travels through the state machine and holds no contact data. */
export const ActionSchema = z.discriminatedUnion("type", [
  /** Send one message or place one automated call. */
  z.strictObject({
    type: z.literal("send"),
    channel: TouchChannelSchema,
    ...StepRef,
    template: z.string(),
    /** When the step was due, ms. */
    dueAt: EpochMsSchema,
    /** Skip it after this moment, ms. */
    staleAt: EpochMsSchema.optional(),
  }),
  /** Ask a person to call. */
  z.strictObject({
    type: z.literal("callTask"),
    ...StepRef,
    template: z.string(),
    dueAt: EpochMsSchema,
    staleAt: EpochMsSchema.optional(),
  }),
  /** Tell a person that the pipeline cannot or must not go on alone. */
  z.strictObject({
    type: z.literal("alertStaff"),
    ...StepRef,
    reason: AlertReasonSchema,
    /** Whom to tell first; others only where that one cannot be reached. */
    staffId: z.string().optional(),
  }),
  /** Nothing is due until then (ISO 8601, for the Wait state). */
  z.strictObject({ type: z.literal("wait"), until: z.iso.datetime(), reason: z.string() }),
  /** Ask the planner; what a revived run starts with. */
  z.strictObject({ type: z.literal("plan") }),
  z.strictObject({
    type: z.literal("finish"),
    outcome: z.union([RunOutcomeSchema, z.enum(["superseded", "renewed"])]),
  }),
]);
export type Action = z.infer<typeof ActionSchema>;
export type SendAction = Extract<Action, { type: "send" }>;
export type CallTaskAction = Extract<Action, { type: "callTask" }>;
export type AlertStaffAction = Extract<Action, { type: "alertStaff" }>;

/**
 * What a version of the follow-up definition was the first to know; everything else every version knows. An execution goes on with the
 * definition that it began with, for up to a year, so whoever adds a word here raises `definition` in `follow-up.asl.json`.
 */
const KNOWN_SINCE: Readonly<Record<string, number>> = { erased: 2 };

/** Whether an execution of this version of the follow-up definition knows what to do with an action. */
export function isKnownTo(definition: number, action: Action): boolean {
  const words: readonly string[] = [
    action.type,
    ...("channel" in action ? [action.channel] : []),
    ...("outcome" in action ? [action.outcome] : []),
  ];
  return words.every((word) => (KNOWN_SINCE[word] ?? 1) <= definition);
}

const RunRef = {
  /** Payload version; executions outlive deployments. */
  version: z.literal(1),
  practiceId: PracticeIdSchema,
  leadId: LeadIdSchema,
  runId: RunIdSchema,
  generation: z.number().int().positive(),
};

/** Input of the follow-up state machine. */
export const FollowUpInputSchema = z.strictObject({ ...RunRef, action: ActionSchema });
export type FollowUpInput = z.infer<typeof FollowUpInputSchema>;

/** Input of plan-next-action. */
export const PlanTaskSchema = z.strictObject({
  ...RunRef,
  /** Version of the definition that the execution runs. @default 1, that of release 0.1.0 */
  definition: z.number().int().positive().optional(),
});
export type PlanTask = z.infer<typeof PlanTaskSchema>;

/** Input of send-sms, send-email and place-call. */
export const SendTaskSchema = z.strictObject({ ...RunRef, action: ActionSchema.options[0] });
export type SendTask = z.infer<typeof SendTaskSchema>;

/** Input of alert-staff. */
export const AlertTaskSchema = z.strictObject({
  ...RunRef,
  action: z.discriminatedUnion("type", [ActionSchema.options[1], ActionSchema.options[2]]),
});
export type AlertTask = z.infer<typeof AlertTaskSchema>;

/** Input of the lead-import state machine, and of its task import-chunk. */
export const ImportInputSchema = z.strictObject({
  version: z.literal(1),
  practiceId: PracticeIdSchema,
  importId: ImportIdSchema,
});
export type ImportInput = z.infer<typeof ImportInputSchema>;

/** What import-chunk answers. */
export const ImportProgressSchema = z.strictObject({ status: z.enum(["more", "done", "failed"]) });
export type ImportProgress = z.infer<typeof ImportProgressSchema>;

/** Input of the reactivation state machine, and of its tasks: one day of a campaign, in the practice's zone. */
export const CampaignDayInputSchema = z.strictObject({
  version: z.literal(1),
  practiceId: PracticeIdSchema,
  campaignId: CampaignIdSchema,
  /** YYYY-MM-DD. */
  date: z.iso.date(),
});
export type CampaignDayInput = z.infer<typeof CampaignDayInputSchema>;

/** What list-members answers. `stopped`: the campaign is no longer under way. */
export const ListingProgressSchema = z.strictObject({ status: z.enum(["more", "done", "stopped"]) });
export type ListingProgress = z.infer<typeof ListingProgressSchema>;

/** What enroll-members answers: go on at once, at the moment given, or no more today. */
export const EnrollmentProgressSchema = z.discriminatedUnion("status", [
  z.strictObject({ status: z.literal("more") }),
  z.strictObject({ status: z.literal("wait"), until: z.iso.datetime() }),
  z.strictObject({ status: z.enum(["done", "stopped"]) }),
]);
export type EnrollmentProgress = z.infer<typeof EnrollmentProgressSchema>;
