import type { Campaign, Exclusion, Member } from "../../shared/domain/entities/campaign.ts";
import type { LeadId, PointKey } from "../../shared/domain/ids.ts";
import { allot } from "../../shared/domain/reactivation/allotment.ts";
import { exclusionOf, type MemberFacts, ownPoints } from "../../shared/domain/reactivation/exclusion.ts";
import { memberOrder } from "../../shared/domain/reactivation/order.ts";
import { scoreMember } from "../../shared/domain/reactivation/score.ts";
import { type ChannelStep, usableChannels } from "../../shared/domain/reactivation/usable-channels.ts";
import type { StepChannel } from "../../shared/domain/vocabulary.ts";

/** What a dry run asks of each lead: as a launch at `now`, ms, would. */
export interface Question {
  readonly campaign: Pick<Campaign, "practiceId" | "campaignId" | "plan">;
  /** Of its cadence. */
  readonly steps: readonly ChannelStep[];
  /** What a treatment is usually worth, USD, by service line. */
  readonly lineValues: ReadonlyMap<string, number | undefined>;
  readonly now: number;
}

/** A lead that a launch would make a member: no more of it than the answer needs, since there may be a hundred thousand. */
export interface Candidate extends Pick<Member, "order" | "score" | "parts" | "group" | "variant"> {
  readonly leadId: LeadId;
  readonly channels: readonly StepChannel[];
  /** The number and the address that a campaign would reach it by. */
  readonly points: readonly PointKey[];
}

/** A lead that a launch would leave out, and why. */
export interface LeftOut {
  readonly leadId: LeadId;
  readonly reason: Exclusion;
}

/** What a launch would make of a lead, as far as the lead alone decides. */
export function judge({ campaign, steps, lineValues, now }: Question, facts: MemberFacts): Candidate | LeftOut {
  const { campaignId, plan } = campaign;
  const { leadId, serviceLine } = facts.lead;
  const reason = exclusionOf(facts, { campaignId, plan }, steps, now);
  if (reason !== undefined) return { leadId, reason };

  const lineValue = serviceLine === undefined ? undefined : lineValues.get(serviceLine);
  const { score, parts } = scoreMember(facts.lead, lineValue, now);
  return {
    leadId,
    order: memberOrder(score, leadId),
    score,
    parts,
    ...allot(campaignId, leadId, plan),
    channels: usableChannels(facts, steps, now),
    points: ownPoints(facts).map(({ pointKey }) => pointKey),
  };
}
