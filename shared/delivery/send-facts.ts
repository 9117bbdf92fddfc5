import type { ContactPoint } from "../domain/entities/identity.ts";
import type { SendFacts } from "../domain/send-gate/send-gate.ts";
import type { StepChannel } from "../domain/vocabulary.ts";
import type { DeliveryState } from "./types.ts";

/** The stored contact point that a channel of this lead uses. */
export function pointOf({ lead, points }: DeliveryState, channel: StepChannel): ContactPoint | undefined {
  const key = channel === "email" ? lead.reach.email : lead.reach.phone;
  return points.find(({ pointKey }) => pointKey === key);
}

/** What the send gate may know of an attempt. */
export function sendFacts(state: DeliveryState, channel: StepChannel, staleAt: number | undefined): SendFacts {
  const { lead, points, mode, testPoints } = state;
  const point = pointOf(state, channel);
  return {
    channel,
    mode,
    onTestList: point !== undefined && testPoints.includes(point.pointKey),
    suppressions: points.flatMap(({ suppression }) => suppression?.scope ?? []),
    hasContactPoint: point !== undefined,
    consents: lead.consents.map((consent) => consent.class),
    relationship: lead.relationship,
    status: lead.status,
    flags: lead.flags,
    staleAt,
    zones: lead.reach.zones,
  };
}
