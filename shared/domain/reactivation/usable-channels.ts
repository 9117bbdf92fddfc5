import type { ContactPoint } from "../entities/identity.ts";
import type { Lead } from "../entities/lead.ts";
import { consentForChannel } from "../send-gate/consent.ts";
import type { Rule, SendFacts } from "../send-gate/facts.ts";
import { quietHours } from "../send-gate/hours.ts";
import { practicePolicy, relationship, suppression } from "../send-gate/rules.ts";
import { registry, usableChannel } from "../send-gate/usable-channel.ts";
import { suppressionOf } from "../suppression/suppression.ts";
import type { StepChannel } from "../vocabulary.ts";

/** What decides by which channels a lead can be reached. */
export interface ReachFacts {
  readonly lead: Lead;
  /** Of the person, all of them. */
  readonly points: readonly ContactPoint[];
}

/** What matters here of a step of a cadence. */
export interface ChannelStep {
  readonly channel: StepChannel;
  readonly fallback?: { readonly channel: StepChannel } | undefined;
}

/** Those questions of the send gate whose answer time alone does not change. A refusal by one of them is one by the gate itself. */
const LASTING: readonly Rule[] = [
  suppression,
  consentForChannel,
  relationship,
  quietHours,
  usableChannel,
  registry,
  practicePolicy,
];
const NO_CAP = { day: Number.POSITIVE_INFINITY, week: Number.POSITIVE_INFINITY };

/**
 * The channels of a cadence's steps and their fallbacks by which the lead could be reached: those that the send gate would not refuse for
 * good. What it would only put off, for the hour or for a cap, is usable.
 */
export function usableChannels(facts: ReachFacts, steps: readonly ChannelStep[], now: number): StepChannel[] {
  const channels = new Set(
    steps.flatMap(({ channel, fallback }) => (fallback ? [channel, fallback.channel] : [channel])),
  );
  return [...channels].filter((channel) => {
    const asked = channelFacts(facts, channel);
    return LASTING.every((rule) => rule(asked, now)?.decision !== "refuse");
  });
}

/** What the send gate may know of a first touch on a channel. No registry was asked: where it has a say, unknown means no. */
function channelFacts({ lead, points }: ReachFacts, channel: StepChannel): SendFacts {
  const key = channel === "email" ? lead.reach.email : lead.reach.phone;
  const point = points.find(({ pointKey }) => pointKey === key);
  return {
    channel,
    mode: "live",
    onTestList: false,
    suppressions: points.map(suppressionOf).filter((scope) => scope !== undefined),
    hasContactPoint: point !== undefined,
    consents: lead.consents,
    wrongNumberAt: point?.wrongNumberAt,
    relationship: lead.relationship,
    status: "reactivating",
    flags: lead.flags,
    staffOnly: false,
    isAcknowledgement: false,
    startedAt: lead.clocks.startedAt,
    zones: lead.reach.zones,
    jurisdictions: lead.reach.jurisdictions,
    openingJitterMs: 0,
    afterHoursAck: false,
    caps: { perContactPoint: NO_CAP, perPerson: NO_CAP },
    pointTouches: [],
    personTouches: [],
    line: channel === "email" ? undefined : point?.line?.type,
    trouble: point?.trouble?.[channel === "call_task" ? "call" : channel]?.code,
  };
}
