import type { EventType, LeadEvent } from "../../shared/contracts/events.ts";
import { type DimensionName, MetricName } from "../../shared/contracts/names.ts";

/** One figure that an event stands for; every one also has its practice as a dimension. */
export interface Measurement {
  readonly name: MetricName;
  readonly value: number;
  readonly dimensions: Partial<Record<Exclude<DimensionName, "Practice">, string>>;
}

type EventOf<T extends EventType> = Extract<LeadEvent, { type: T }>;
type Measures = { readonly [T in EventType]?: (event: EventOf<T>) => readonly Measurement[] };

/** What each type of event is measured by; types that are not here are measured by nothing. */
const MEASURES: Measures = {
  "lead.received.v1": ({ data }) => [count(MetricName.LeadReceived, { Source: data.source })],
  "touch.sent.v1": ({ data }) => [
    count(MetricName.TouchSent, { Channel: data.channel }),
    ...(data.firstResponseMs === undefined
      ? []
      : [{ name: MetricName.FirstResponseMs, value: data.firstResponseMs, dimensions: { Channel: data.channel } }]),
  ],
  "touch.skipped.v1": ({ data }) => [count(MetricName.TouchSkipped, { Channel: data.channel, Reason: data.reason })],
  "touch.failed.v1": ({ data }) => [count(MetricName.TouchFailed, { Channel: data.channel })],
  // Its channel is that of the message that did not arrive.
  "touch.delivery_updated.v1": ({ data }) =>
    data.firstResponseFailed === true ? [count(MetricName.FirstResponseFailed, { Channel: data.channel })] : [],
  "reply.received.v1": ({ data }) => [count(MetricName.ReplyReceived, { Reason: data.class })],
  "contact.opted_out.v1": ({ data }) => [count(MetricName.OptedOut, { Reason: data.via })],
  "campaign.turn_came.v1": ({ data }) => [count(MetricName.MemberTurnCame, { Reason: data.group })],
  "run.restarted.v1": ({ data }) => (data.why === "late" ? [count(MetricName.RunRevived, {})] : []),
};

/** The measurements of one event. */
export function measure(event: LeadEvent): readonly Measurement[] {
  // The table ties each measure to the event type that it is looked up by; the compiler cannot follow that through a union.
  const measureType = MEASURES[event.type] as ((event: LeadEvent) => readonly Measurement[]) | undefined;
  return measureType?.(event) ?? [];
}

function count(name: MetricName, dimensions: Measurement["dimensions"]): Measurement {
  return { name, value: 1, dimensions };
}
