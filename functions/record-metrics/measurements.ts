import type { EventType, LeadEvent } from "../../shared/contracts/events.ts";
import { type DimensionName, MetricName } from "../../shared/contracts/names.ts";
import { isStaffed, type StaffCalendar } from "../../shared/domain/practice-hours/staffed-hours.ts";
import type { LeadStatus } from "../../shared/domain/vocabulary.ts";
import { knownCode } from "./known-codes.ts";

/** One figure that an event stands for; every one also has its practice as a dimension. */
export interface Measurement {
  readonly name: MetricName;
  readonly value: number;
  readonly dimensions: Partial<Record<Exclude<DimensionName, "Practice">, string>>;
}

type EventOf<T extends EventType> = Extract<LeadEvent, { type: T }>;
type Measures = { readonly [T in EventType]?: (event: EventOf<T>) => readonly Measurement[] };

/** The statuses that are steps of the funnel. People reach `contacted` by talking to us, whatever is recorded of them later. */
const FUNNEL_STATUSES: readonly LeadStatus[] = [
  "qualified",
  "booked",
  "attended",
  "no_show",
  "won",
  "lost",
  "existing_patient",
  "disqualified",
];

/** What each type of event is measured by; types that are not here are measured by nothing. */
const MEASURES: Measures = {
  "lead.received.v1": ({ data: { source, intakeMs } }) => [
    count(MetricName.LeadReceived, { Source: source }),
    ...duration(MetricName.IntakeMs, intakeMs, {}),
  ],
  "touch.sent.v1": ({ data: { channel, source = "other", parts, sendMs, firstResponseMs } }) => [
    count(MetricName.TouchSent, { Channel: channel }),
    ...(parts === undefined ? [] : [{ name: MetricName.SmsPartsSent, value: parts, dimensions: {} }]),
    ...duration(MetricName.SendMs, sendMs, { Channel: channel }),
    ...duration(MetricName.FirstResponseMs, firstResponseMs, { Channel: channel, Source: source }),
  ],
  "touch.skipped.v1": ({ data }) => [count(MetricName.TouchSkipped, { Channel: data.channel, Reason: data.reason })],
  "touch.deferred.v1": ({ data }) => [count(MetricName.TouchDeferred, { Reason: data.reason })],
  "touch.failed.v1": ({ data }) => [
    count(MetricName.TouchFailed, { Channel: data.channel, Reason: knownCode(data.code) }),
  ],
  "touch.ambiguous.v1": ({ data }) => [
    count(MetricName.TouchAmbiguous, { Channel: data.channel, Reason: knownCode(data.code) }),
  ],
  // Its channel is that of the message that did not arrive.
  "touch.delivery_updated.v1": ({ data: { channel, status, code, firstResponseFailed } }) => [
    ...(status === "failed" ? [count(MetricName.TouchUndelivered, { Channel: channel, Reason: knownCode(code) })] : []),
    ...(firstResponseFailed === true ? [count(MetricName.FirstResponseFailed, { Channel: channel })] : []),
  ],
  "reply.received.v1": ({ data }) => [count(MetricName.ReplyReceived, { Reason: data.class })],
  "contact.opted_out.v1": ({ data }) => [count(MetricName.OptedOut, { Reason: data.via })],
  "campaign.turn_came.v1": ({ data }) => [count(MetricName.MemberTurnCame, { Reason: data.group })],
  "run.restarted.v1": ({ data }) => (data.why === "late" ? [count(MetricName.RunRevived, {})] : []),
  "call.missed.v1": () => [count(MetricName.CallMissed, {})],
  "call.attempted.v1": ({ data }) => [count(MetricName.CallAttempted, { Reason: data.outcome })],
  "lead.claimed.v1": ({ data }) => [count(MetricName.LeadClaimed, { Reason: data.via })],
  "lead.assigned.v1": () => [count(MetricName.LeadAssigned, {})],
  "lead.waits_for_owner.v1": () => [count(MetricName.LeadWaitedForOwner, {})],
  // Without `humanContactMs` it was not the first time since the clock started.
  "human.contacted.v1": ({ data: { humanContactMs, staffedMs } }) =>
    humanContactMs === undefined
      ? []
      : [
          count(MetricName.FunnelStepReached, { Reason: "contacted" }),
          ...duration(MetricName.HumanContactMs, staffedMs, {}),
        ],
  "lead.status_changed.v1": ({ data: { to } }) =>
    FUNNEL_STATUSES.includes(to) ? [count(MetricName.FunnelStepReached, { Reason: to })] : [],
  "sla.breached.v1": ({ data }) => [count(MetricName.SlaBreached, { Reason: data.clock })],
  "staff.alerted.v1": ({ data }) => [count(MetricName.StaffAlerted, { Reason: data.reason })],
};

/** The measurements of one event; none of a test of our own, which must quiet no alarm and raise none. */
export function measure(event: LeadEvent): readonly Measurement[] {
  if (event.mystery === true) return [];
  // The table ties each measure to the event type that it is looked up by; the compiler cannot follow that through a union.
  const measureType = MEASURES[event.type] as ((event: LeadEvent) => readonly Measurement[]) | undefined;
  return measureType?.(event) ?? [];
}

/** What only the practice's calendar can say: the first responses to inquiries that came in while there was staff. */
export function measureStaffed(event: LeadEvent, calendar: StaffCalendar): readonly Measurement[] {
  if (event.type !== "touch.sent.v1" || event.mystery === true) return [];
  const { firstResponseMs } = event.data;
  const isOfStaffedTime = firstResponseMs !== undefined && isStaffed(calendar, event.occurredAt - firstResponseMs);
  return isOfStaffedTime ? duration(MetricName.StaffedFirstResponseMs, firstResponseMs, {}) : [];
}

function count(name: MetricName, dimensions: Measurement["dimensions"]): Measurement {
  return { name, value: 1, dimensions };
}

function duration(name: MetricName, value: number | undefined, dimensions: Measurement["dimensions"]): Measurement[] {
  return value === undefined ? [] : [{ name, value, dimensions }];
}
