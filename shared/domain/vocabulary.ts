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

/**
 * Where a lead stands. `unanswered` until the first response, `following_up` until it settles; `nurturing` while it hears of the
 * practice now and then, `replied` while people owe the person an answer. From `contacted` on, people say where it stands: see
 * `shared/domain/lifecycle`.
 */
export const LeadStatusSchema = z.enum([
  "unanswered",
  "following_up",
  "nurturing",
  "reactivating",
  "replied",
  "contacted",
  "with_staff",
  "qualified",
  "booked",
  "attended",
  "no_show",
  "won",
  "existing_patient",
  "disqualified",
  "lost",
  "opted_out",
  "stalled",
]);
export type LeadStatus = z.infer<typeof LeadStatusSchema>;

/** Why a lead was lost, in words that reports and campaigns can count. */
export const LostReasonSchema = z.enum([
  "price",
  "insurance",
  "schedule",
  "service_not_offered",
  "chose_another",
  "unreachable",
  "wrong_number",
  "other",
]);
export type LostReason = z.infer<typeof LostReasonSchema>;

/** What people say came of a lead. */
export const DispositionSchema = z.enum([
  "contacted",
  "qualified",
  "nurture",
  "booked",
  "attended",
  "no_show",
  "won",
  "existing_patient",
  "disqualified",
  "lost",
]);
export type Disposition = z.infer<typeof DispositionSchema>;

/** How an attempt of staff to call a lead came out. Only `connected` is human contact. */
export const CallOutcomeSchema = z.enum(["connected", "no_answer", "busy", "voicemail", "wrong_number"]);
export type CallOutcome = z.infer<typeof CallOutcomeSchema>;

/** By what way staff or their systems told us: the API, the page behind an alert's link, a text message, a booking system's feed. */
export const StaffChannelSchema = z.enum(["api", "action_link", "text_message", "bookings_feed"]);
export type StaffChannel = z.infer<typeof StaffChannelSchema>;

/** The two clocks of a lead (DESIGN §6). */
export const SlaClockSchema = z.enum(["first_response", "human_contact"]);
export type SlaClock = z.infer<typeof SlaClockSchema>;

/** Why a run exists; also the name of the cadence that it goes through. */
export const RunPurposeSchema = z.enum(["new-lead", "nurture", "quiet-after-reply", "no-show", "reactivation"]);
export type RunPurpose = z.infer<typeof RunPurposeSchema>;

/**
 * How a run ended; also the names of the endings of the state machine. `replaced`: a newer run of the person took over;
 * `cancelled`: its campaign was; `erased`: what is known of the person was erased.
 */
export const RunOutcomeSchema = z.enum([
  "booked",
  "lost",
  "opted_out",
  "with_staff",
  "exhausted",
  "replaced",
  "cancelled",
  "erased",
]);
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
  "condition_not_met",
  "wrong_number",
  "registry_not_clean",
  "landline",
  "number_invalid",
  "carrier_blocked",
  "bounced",
  "minor",
  "sensitive_service_line",
  "campaign_cancelled",
  "erased",
]);
export type SkipReason = z.infer<typeof SkipReasonSchema>;

/** Why a touch waits. */
export const DeferReasonSchema = z.enum([
  "sending_paused",
  "campaign_paused",
  "quiet_hours",
  "frequency_cap",
  "pacing",
]);
export type DeferReason = z.infer<typeof DeferReasonSchema>;

/** What an alert asks of staff. */
export const AlertReasonSchema = z.enum([
  "call_task",
  "no_automated_channel",
  "first_response_failed",
  "existing_patient",
  "suppressed_person",
  "inquired_again",
  "minor",
  "replied",
  "ambiguous_reply",
  "reply_waiting",
  "reply_after_opt_out",
  "wrong_number",
  "emergency",
  "renewed_interest",
  "interest_after_opt_out",
  "new_lead",
  "missed_call",
  "sla_at_risk",
  "sla_breached",
]);
export type AlertReason = z.infer<typeof AlertReasonSchema>;

/** What a person's text message asks for; `ambiguous` may be an opt-out, so automated contact waits for a person to read it. */
export const ReplyClassSchema = z.enum([
  "opt_out",
  "opt_in",
  "help",
  "emergency",
  "wrong_number",
  "ambiguous",
  "answer",
]);
export type ReplyClass = z.infer<typeof ReplyClassSchema>;

/** What the pipeline itself answers a text message with; everything else is answered by a person. */
export const AutoAnswerSchema = z.enum(["opt_out_confirmed", "opt_in_confirmed", "help", "emergency"]);
export type AutoAnswer = z.infer<typeof AutoAnswerSchema>;

/** What kind of line a number is, as a number look-up says. */
export const LineTypeSchema = z.enum(["mobile", "landline", "voip", "prepaid", "invalid", "other"]);
export type LineType = z.infer<typeof LineTypeSchema>;

/** How far a message or call is known to have come. Only the last two are final. */
export const DeliveryStatusSchema = z.enum(["pending", "sent", "failed", "delivered"]);
export type DeliveryStatus = z.infer<typeof DeliveryStatusSchema>;

/** What a step's offset counts from. */
export const AnchorSchema = z.enum(["enrolledAt", "appointmentAt", "treatmentCompletedAt"]);
export type Anchor = z.infer<typeof AnchorSchema>;

/** Why nothing of a person may be erased; words, since whatever anybody writes may name the person. */
export const HoldReasonSchema = z.enum(["litigation", "audit", "investigation", "other"]);
