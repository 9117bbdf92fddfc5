import type { Campaign, Exclusion } from "../entities/campaign.ts";
import type { ContactPoint } from "../entities/identity.ts";
import { lastActivity, notStalled } from "../stalled/quiet.ts";
import { suppressionOf } from "../suppression/suppression.ts";
import { ATTRIBUTION_MS } from "./attribution.ts";
import { isInSegment } from "./segment.ts";
import { type ChannelStep, type ReachFacts, usableChannels } from "./usable-channels.ts";

const DAY_MS = 86_400_000;
/** How long a person rests from campaigns once one reached out, ms: as long as what comes of that is still counted. */
const REST_MS = ATTRIBUTION_MS;

/** What decides whether a lead may be a member of a campaign. */
export interface MemberFacts extends ReachFacts {
  /** No newer lead of the same person is known. */
  readonly isNewestOfPerson: boolean;
}

/** A campaign, launched or not yet. */
export type Recruiting = Pick<Campaign, "campaignId" | "plan" | "launchedAt">;

/** One question; undefined when it has nothing against the lead. */
type Question = (
  facts: MemberFacts,
  campaign: Recruiting,
  steps: readonly ChannelStep[],
  now: number,
) => Exclusion | undefined;

/**
 * Why a lead is no member of the campaign now; undefined when it may be one. The first objection is the reason that is counted: first
 * what protects the person, then what other campaigns do, then what this one is for, then whom it can reach at all. Asked when members
 * are listed and again when their turn comes. The age in days is that at the launch, so that nobody grows out of a campaign while waiting.
 */
export function exclusionOf(
  facts: MemberFacts,
  campaign: Recruiting,
  steps: readonly ChannelStep[],
  now: number,
): Exclusion | undefined {
  for (const question of QUESTIONS) {
    const exclusion = question(facts, campaign, steps, now);
    if (exclusion !== undefined) return exclusion;
  }
  return undefined;
}

/** An opt-out of all contact, on any number or address that the person ever used. */
const suppressed: Question = ({ points }) =>
  points.some((point) => suppressionOf(point) === "all") ? "suppressed" : undefined;

/** Its campaign is not over for it; a control member is to be left alone for as long as it is compared with. */
const inCampaign: Question = ({ lead: { reactivation, status } }, { campaignId }, _, now) => {
  if (reactivation === undefined) return undefined;
  if (reactivation.campaignId === campaignId) return "recently_reactivated";
  const isRecent = now - reactivation.at < REST_MS;
  if (status === "reactivating" || (isRecent && reactivation.group === "control")) return "in_another_campaign";
  return isRecent ? "recently_reactivated" : undefined;
};

const stalled: Question = ({ lead }) => notStalled(lead);

const quiet: Question = ({ lead }, { plan }, _, now) =>
  now - lastActivity(lead) < plan.segment.quietDays * DAY_MS ? "not_quiet_long_enough" : undefined;

const segment: Question = (facts, { plan, launchedAt }, _, now) =>
  isInSegment(facts, plan.segment, launchedAt ?? now) ? undefined : "outside_segment";

const newestOfPerson: Question = ({ isNewestOfPerson }) => (isNewestOfPerson ? undefined : "older_lead_of_person");

/** Nobody hears twice from one campaign, nor soon from the next, whoever else uses the number or address. */
const points: Question = (facts, { campaignId }, _, now) => {
  const reached = ownPoints(facts).flatMap(({ reactivation }) => reactivation ?? []);
  if (reached.some((one) => one.campaignId === campaignId)) return "contact_point_taken";
  return reached.some(({ at }) => now - at < REST_MS) ? "recently_reactivated" : undefined;
};

const reachable: Question = (facts, _, steps, now) =>
  usableChannels(facts, steps, now).length === 0 ? "no_usable_channel" : undefined;

const QUESTIONS: readonly Question[] = [
  suppressed,
  inCampaign,
  stalled,
  quiet,
  segment,
  newestOfPerson,
  points,
  reachable,
];

/** The number and the address that the lead itself is reached by. */
export function ownPoints({ lead: { reach }, points: all }: ReachFacts): ContactPoint[] {
  return all.filter(({ pointKey }) => pointKey === reach.phone || pointKey === reach.email);
}
