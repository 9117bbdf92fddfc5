import type { CampaignList, CampaignResults, CampaignView } from "../../shared/contracts/campaign-api.ts";
import { campaignView } from "../../shared/contracts/campaign-view.ts";
import type { Campaign } from "../../shared/domain/entities/campaign.ts";
import { choosePractice } from "../../shared/platform/choose-practice.ts";
import { type CampaignRef, findCampaign } from "../../shared/platform/find-campaign.ts";
import type { Clock, PracticeConfigs } from "../../shared/ports/index.ts";
import type { CampaignQueries, Store } from "../../shared/ports/store.ts";
import { resultsOf } from "./results.ts";

/** What reading campaigns needs: the operational table alone, so that no contact data can be shown. */
export interface ReadCampaignDeps {
  readonly store: Pick<Store<"campaign">, "read">;
  readonly queries: Pick<CampaignQueries, "campaigns" | "campaignDays" | "members">;
  readonly configs: PracticeConfigs;
  readonly clock: Clock;
}

/** A known caller's question about the campaigns of a practice, or about one. */
export interface ReadCampaignInput extends CampaignRef {
  /** Which question it is, as `shared/contracts/routes.ts` names it. */
  readonly route: string;
}

const RESULTS = "GET /v1/campaigns/{campaignId}/results";
const LIST = "GET /v1/campaigns";

/** Answers how campaigns stand and what came of them; 404 for one that the practice does not have. */
export async function readCampaign(
  deps: ReadCampaignDeps,
  input: ReadCampaignInput,
): Promise<CampaignList | CampaignView | CampaignResults> {
  if (input.route === LIST) return listOf(deps, input);
  const { campaign } = await findCampaign(deps, input);
  return input.route === RESULTS ? resultsOf(deps.queries, campaign, deps.clock.now()) : viewOf(deps, campaign);
}

async function listOf(deps: ReadCampaignDeps, { access, practiceId: named }: ReadCampaignInput): Promise<CampaignList> {
  const { practiceId } = await choosePractice(deps.configs, access, named);
  const campaigns = await deps.queries.campaigns(practiceId);
  return { campaigns: await Promise.all(campaigns.map((campaign) => viewOf(deps, campaign))) };
}

async function viewOf({ queries }: ReadCampaignDeps, campaign: Campaign): Promise<CampaignView> {
  return campaignView(campaign, await queries.campaignDays(campaign.practiceId, campaign.campaignId));
}
