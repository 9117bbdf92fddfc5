import type { PublishedPractice } from "../contracts/practice.ts";
import type { Campaign } from "../domain/entities/campaign.ts";
import { CampaignIdSchema } from "../domain/ids.ts";
import type { Access, PracticeConfigs } from "../ports/index.ts";
import type { Store } from "../ports/store.ts";
import { choosePractice } from "./choose-practice.ts";
import { HttpProblem } from "./http-problem.ts";

/** What finding a campaign needs. */
export interface FindCampaignDeps {
  readonly store: Pick<Store<"campaign">, "read">;
  readonly configs: PracticeConfigs;
}

/** A campaign as a request names it. */
export interface CampaignRef {
  readonly access: Access;
  /** The practice that body or query name, if they do. */
  readonly practiceId: string | undefined;
  /** As it stands in the path. */
  readonly campaignId: string | undefined;
}

/** The campaign that a request is about, and its practice as it is configured now; 404 when the practice has none of that name. */
export async function findCampaign(
  { store, configs }: FindCampaignDeps,
  { access, practiceId: named, campaignId: posted }: CampaignRef,
): Promise<{ campaign: Campaign; published: PublishedPractice }> {
  const { practiceId, ...published } = await choosePractice(configs, access, named);
  const campaignId = CampaignIdSchema.safeParse(posted);
  const campaign = campaignId.success
    ? await store.read("campaign", { practiceId, campaignId: campaignId.data })
    : undefined;
  if (campaign === undefined) throw new HttpProblem(404, "campaign_not_found", "The practice has no such campaign.");
  return { campaign, published };
}
