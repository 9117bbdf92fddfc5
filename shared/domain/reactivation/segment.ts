import type { LastChannel, Segment } from "../entities/campaign.ts";
import type { Lead } from "../entities/lead.ts";
import { consentState } from "../send-gate/held-consent.ts";
import type { ReachFacts } from "./usable-channels.ts";

const DAY_MS = 86_400_000;

/** Whether a stalled lead is one of those that a campaign is for, as of `at`, ms. How long it is quiet is asked apart from that. */
export function isInSegment({ lead, points }: ReachFacts, segment: Segment, at: number): boolean {
  const { ageDays, serviceLines, lostReasons, sources, lastChannels, consents = [] } = segment;
  const days = Math.floor((at - lead.receivedAt) / DAY_MS);
  const wrongNumberAt = points.find(({ pointKey }) => pointKey === lead.reach.phone)?.wrongNumberAt;
  return (
    days >= (ageDays?.min ?? Number.NEGATIVE_INFINITY) &&
    days <= (ageDays?.max ?? Number.POSITIVE_INFINITY) &&
    allows(serviceLines, lead.serviceLine) &&
    allows(lostReasons, lead.lostReason) &&
    allows(sources, lead.source.name) &&
    allows(lastChannels, lastChannelOf(lead)) &&
    consents.every((needed) => consentState({ consents: lead.consents, wrongNumberAt }, needed) === "holds")
  );
}

/** How the person last spoke to the practice. */
function lastChannelOf({ clocks, source }: Lead): LastChannel {
  return clocks.repliedAt !== undefined && clocks.repliedAt > clocks.startedAt ? "sms" : source.channel;
}

function allows<T>(wanted: readonly T[] | undefined, value: T | undefined): boolean {
  return wanted === undefined || (value !== undefined && wanted.includes(value));
}
