import * as z from "zod";

/** Where an inquiry came in. */
export const SourceChannelSchema = z.enum(["web_form", "phone", "chat", "social", "referral", "walk_in", "api"]);
export type SourceChannel = z.infer<typeof SourceChannelSchema>;

/** How a person can be reached by the pipeline. */
export const TouchChannelSchema = z.enum(["sms", "email", "call"]);
export type TouchChannel = z.infer<typeof TouchChannelSchema>;

/** What a cadence step does: a touch on a channel, or a task for a person. */
export const StepChannelSchema = z.enum(["sms", "email", "call", "call_task"]);
export type StepChannel = z.infer<typeof StepChannelSchema>;

/** Languages that messages exist in. */
export const LanguageSchema = z.enum(["en", "es"]);
export type Language = z.infer<typeof LanguageSchema>;

/** Consent classes, weakest need first; see docs/architecture.md, "Consent". */
export const ConsentClassSchema = z.enum([
  "email",
  "sms.reply",
  "sms.marketing_written",
  "call.live",
  "call.automated_written",
]);
export type ConsentClass = z.infer<typeof ConsentClassSchema>;

/** Where a lead stands. `unanswered` until the first response, `following_up` until it settles. */
export const LeadStatusSchema = z.enum([
  "unanswered",
  "following_up",
  "replied",
  "contacted",
  "with_staff",
  "booked",
  "lost",
  "opted_out",
  "stalled",
]);
export type LeadStatus = z.infer<typeof LeadStatusSchema>;

/** Why a run exists. */
export const RunPurposeSchema = z.enum(["new-lead"]);
export type RunPurpose = z.infer<typeof RunPurposeSchema>;

/** How a run ended; also the names of the endings of the state machine. */
export const RunOutcomeSchema = z.enum(["booked", "lost", "opted_out", "with_staff", "exhausted"]);
export type RunOutcome = z.infer<typeof RunOutcomeSchema>;

/** The person's relation to the practice as the inquiry states it. */
export const RelationshipSchema = z.enum(["new", "existing"]);
export type Relationship = z.infer<typeof RelationshipSchema>;

/** How soon the person wants to be helped. */
export const UrgencySchema = z.enum(["routine", "soon", "urgent"]);
export type Urgency = z.infer<typeof UrgencySchema>;

/** Deployment and practice kill switch, read at each send; the stricter of the two counts. */
export const SendingModeSchema = z.enum(["live", "test-only", "shadow", "paused"]);
export type SendingMode = z.infer<typeof SendingModeSchema>;

/** Why a touch did not go out. */
export const SkipReasonSchema = z.enum([
  "not_on_test_list",
  "suppressed",
  "no_consent",
  "no_contact_point",
  "existing_patient",
  "lead_settled",
  "stale",
  "unknown_zone",
  "superseded",
]);
export type SkipReason = z.infer<typeof SkipReasonSchema>;

/** Why a touch waits. */
export const DeferReasonSchema = z.enum(["sending_paused", "quiet_hours"]);
export type DeferReason = z.infer<typeof DeferReasonSchema>;

/** What an alert asks of staff. */
export const AlertReasonSchema = z.enum([
  "call_task",
  "no_automated_channel",
  "first_response_failed",
  "existing_patient",
  "suppressed_person",
  "inquired_again",
]);
export type AlertReason = z.infer<typeof AlertReasonSchema>;
