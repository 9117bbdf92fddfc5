import type { Campaign } from "../entities/campaign.ts";
import type { Run } from "../entities/run.ts";

/** How the campaign of a run stands: its touches may go out, wait, or are not wanted any more. */
export type CampaignStanding = "under_way" | "paused" | "cancelled";

/** How the campaign of a run stands; undefined for runs of no campaign. One that is not there (any more) is over. */
export async function standingOf(
  { purpose, campaignId }: Pick<Run, "purpose" | "campaignId">,
  campaignOf: (campaignId: Campaign["campaignId"]) => Promise<Campaign | undefined>,
): Promise<CampaignStanding | undefined> {
  if (purpose !== "reactivation") return undefined;
  const campaign = campaignId === undefined ? undefined : await campaignOf(campaignId);
  if (campaign === undefined || campaign.status === "cancelled") return "cancelled";
  return campaign.status === "paused" ? "paused" : "under_way";
}
