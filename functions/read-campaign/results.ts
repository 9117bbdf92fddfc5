import type { CampaignResults } from "../../shared/contracts/campaign-api.ts";
import type { Campaign } from "../../shared/domain/entities/campaign.ts";
import type { CampaignQueries } from "../../shared/ports/store.ts";
import { comparisonsOf } from "./comparisons.ts";
import { DEFINITIONS, SETTLED_AFTER_DAYS } from "./definitions.ts";
import { type CampaignTotals, noTotals, withMembers } from "./totals.ts";

/** Members read at a time: memory stays the same for any size of campaign. */
const PAGE = 1_000;
const DAY_MS = 86_400_000;

/** What came of a campaign so far, by group and variant. */
export async function resultsOf(
  queries: Pick<CampaignQueries, "members">,
  campaign: Campaign,
  now: number,
): Promise<CampaignResults> {
  const totals = await totalsOf(queries, campaign);
  const { treated, control, variants } = totals;
  return {
    campaignId: campaign.campaignId,
    status: campaign.status,
    definitions: { ...DEFINITIONS },
    treated,
    control,
    variants: { ...variants },
    comparisons: comparisonsOf(totals, isTooEarly(campaign, totals, now)),
  };
}

async function totalsOf(
  queries: Pick<CampaignQueries, "members">,
  { practiceId, campaignId, plan }: Campaign,
): Promise<CampaignTotals> {
  let totals = noTotals(plan);
  let cursor: string | undefined;
  do {
    const page = await queries.members(practiceId, campaignId, { cursor, limit: PAGE });
    totals = withMembers(totals, page.items);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return totals;
}

/** Whoever looks every day calls a difference on some day: nothing is called until those who were last had time to answer. */
function isTooEarly({ status, finishedAt }: Campaign, { lastTurnAt }: CampaignTotals, now: number): boolean {
  const since = lastTurnAt ?? finishedAt;
  if ((status !== "done" && status !== "cancelled") || since === undefined) return true;
  return now < since + SETTLED_AFTER_DAYS * DAY_MS;
}
