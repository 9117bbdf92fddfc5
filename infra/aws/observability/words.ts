import { EventDataSchemas } from "../../../shared/contracts/events.ts";

const of = EventDataSchemas;

// The values of dimensions, taken from the events that are counted by them: a word that is added there is drawn here.

export const STEP_CHANNELS = of["touch.sent.v1"].shape.channel.options;
/** Channels of messages; a task for staff is no first response. */
export const TOUCH_CHANNELS = STEP_CHANNELS.filter((channel) => channel !== "call_task");
export const SKIP_REASONS = of["touch.skipped.v1"].shape.reason.options;
export const DEFER_REASONS = of["touch.deferred.v1"].shape.reason.options;
export const REPLY_CLASSES = of["reply.received.v1"].shape.class.options;
export const OPT_OUT_WAYS = of["contact.opted_out.v1"].shape.via.options;
export const MEMBER_GROUPS = of["campaign.turn_came.v1"].shape.group.options;
export const CALL_OUTCOMES = of["call.attempted.v1"].shape.outcome.options;
export const STAFF_CHANNELS = of["lead.claimed.v1"].shape.via.options;
export const ALERT_REASONS = of["staff.alerted.v1"].shape.reason.options;
export const SLA_CLOCKS = of["sla.breached.v1"].shape.clock.options;
/** In the order of the funnel. */
export const FUNNEL_STEPS = ["contacted", "qualified", "booked", "attended", "won"] as const;
/** Ends and setbacks beside the funnel. */
export const LEAKS = ["no_show", "lost", "disqualified", "existing_patient"] as const;
