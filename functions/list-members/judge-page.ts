import type { Campaign, Exclusion, Member } from "../../shared/domain/entities/campaign.ts";
import type { Lead } from "../../shared/domain/entities/lead.ts";
import type { LeadId } from "../../shared/domain/ids.ts";
import { allot } from "../../shared/domain/reactivation/allotment.ts";
import { exclusionOf } from "../../shared/domain/reactivation/exclusion.ts";
import { memberOrder } from "../../shared/domain/reactivation/order.ts";
import { scoreMember } from "../../shared/domain/reactivation/score.ts";
import type { ChannelStep } from "../../shared/domain/reactivation/usable-channels.ts";
import type { OperationalName, Store } from "../../shared/ports/store.ts";
import { readMemberFacts } from "../../shared/runs/read-member-facts.ts";

/** A launched campaign, and what of the practice's configuration decides about its members. */
export interface Recruitment {
  readonly campaign: Campaign & Required<Pick<Campaign, "launchedAt">>;
  /** Of its cadence. */
  readonly steps: readonly ChannelStep[];
  /** What a treatment is usually worth, USD, by service line. */
  readonly lineValues: ReadonlyMap<string, number | undefined>;
}

/** A lead that becomes a member, or is excluded. */
export type Verdict =
  | { readonly member: Member; readonly excluded?: undefined }
  | { readonly member?: undefined; readonly excluded: Exclusion };

/**
 * Judges the leads of a page as of the launch. One that is a member already is passed over: the queue gave it twice, since something
 * moved it meanwhile. If that changed its score too it becomes a member twice; only one of them is enrolled, since the enrollment refuses
 * a lead that the campaign has had before.
 */
export async function judgePage(
  store: Store<OperationalName>,
  recruitment: Recruitment,
  leadIds: readonly LeadId[],
): Promise<Verdict[]> {
  const { practiceId, campaignId, launchedAt } = recruitment.campaign;
  const ids = [...new Set(leadIds)];
  const read = await store.readMany(ids.map((leadId) => ({ entity: "lead", key: { practiceId, leadId } }) as const));
  const facts = await readMemberFacts(
    store,
    practiceId,
    read.filter((lead) => lead !== undefined),
  );
  const verdicts = facts.map((one): Verdict => {
    const excluded = exclusionOf(one, recruitment.campaign, recruitment.steps, launchedAt);
    return excluded === undefined ? { member: memberOf(recruitment, one.lead) } : { excluded };
  });
  const members = verdicts.flatMap(({ member }) => member ?? []);
  const stored = await store.readMany(
    members.map(({ order }) => ({ entity: "member", key: { practiceId, campaignId, order } }) as const),
  );
  const known = new Set(stored.map((member) => member?.order));
  return verdicts.filter(({ member }) => member === undefined || !known.has(member.order));
}

function memberOf({ campaign, lineValues }: Recruitment, lead: Lead): Member {
  const { practiceId, campaignId, plan, launchedAt } = campaign;
  const { leadId, serviceLine } = lead;
  const { score, parts } = scoreMember(
    lead,
    serviceLine === undefined ? undefined : lineValues.get(serviceLine),
    launchedAt,
  );
  const { group, variant } = allot(campaignId, leadId, plan);
  return {
    practiceId,
    campaignId,
    order: memberOrder(score, leadId),
    version: 1,
    leadId,
    score,
    parts,
    group,
    variant,
    state: "pending",
    outcomes: {},
  };
}
