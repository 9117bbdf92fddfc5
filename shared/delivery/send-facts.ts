import type { ContactPoint } from "../domain/entities/identity.ts";
import { type TouchId, touchIdOf } from "../domain/ids.ts";
import type { SendFacts } from "../domain/send-gate/send-gate.ts";
import { openingJitter } from "../domain/send-gate/spread.ts";
import { suppressionOf } from "../domain/suppression/suppression.ts";
import type { SourceChannel, StepChannel } from "../domain/vocabulary.ts";
import type { DeliveryState } from "./types.ts";

/** The attempt that the gate is asked about. */
export interface GateQuestion {
  readonly channel: StepChannel;
  readonly stepKey: string;
  readonly attempt: number;
  /** Not worth sending after this moment, ms. */
  readonly staleAt?: number | undefined;
}

/** Sources in which people write themselves; elsewhere somebody else may have written about them, hours later. */
const OWN_FORMS: readonly SourceChannel[] = ["web_form", "chat", "social"];
/** How the planner names the steps that acknowledge a newer inquiry. */
const ACKNOWLEDGEMENT = "inquiry-";

/** The stored contact point that a channel of this lead uses. */
export function pointOf({ lead, points }: DeliveryState, channel: StepChannel): ContactPoint | undefined {
  const key = channel === "email" ? lead.reach.email : lead.reach.phone;
  return points.find(({ pointKey }) => pointKey === key);
}

/** What the send gate may know of an attempt. */
export function sendFacts(state: DeliveryState, { channel, stepKey, attempt, staleAt }: GateQuestion): SendFacts {
  const { lead, run, points, mode, testPoints, campaign, config, registry } = state;
  const { compliance } = config;
  const point = pointOf(state, channel);
  const touchId = touchIdOf(run.runId, stepKey, attempt);
  return {
    channel,
    mode,
    onTestList: point !== undefined && testPoints.includes(point.pointKey),
    campaign,
    suppressions: points.map(suppressionOf).filter((scope) => scope !== undefined),
    hasContactPoint: point !== undefined,
    consents: lead.consents,
    wrongNumberAt: point?.wrongNumberAt,
    inboundAt: point?.inboundAt,
    relationship: lead.relationship,
    status: lead.status,
    flags: lead.flags,
    staffOnly: run.staffOnlySince !== undefined,
    isAcknowledgement: stepKey.startsWith(ACKNOWLEDGEMENT),
    startedAt: lead.clocks.startedAt,
    staleAt,
    zones: lead.reach.zones,
    jurisdictions: lead.reach.jurisdictions,
    ownHours: compliance.quietHours,
    openingJitterMs: openingJitter(touchId, lead.status === "unanswered"),
    afterHoursAck: compliance.afterHoursAck && isFirstUseOfForm(state, point, touchId),
    caps: compliance.caps,
    pointTouches: point === undefined ? [] : otherTouches(point, touchId),
    personTouches: points.flatMap((one) => otherTouches(one, touchId)),
    line: channel === "email" ? undefined : point?.line?.type,
    trouble: point?.trouble?.[channel === "call_task" ? "call" : channel]?.code,
    registry,
  };
}

/** The attempt's own entry is no reason against it: it is claimed when the gate is asked for the second time. */
function otherTouches({ ledger }: ContactPoint, own: TouchId): number[] {
  return ledger.filter(({ touchId }) => touchId !== own).map(({ at }) => at);
}

/** The lead's only form is the person's own, and its run has sent nothing to this contact point yet. */
function isFirstUseOfForm({ lead, run }: DeliveryState, point: ContactPoint | undefined, own: TouchId): boolean {
  const isUsed = point?.ledger.some(({ touchId }) => touchId !== own && touchId.startsWith(`${run.runId}#`)) ?? true;
  return lead.inquiries === 1 && OWN_FORMS.includes(lead.source.channel) && !isUsed;
}
