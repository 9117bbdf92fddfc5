import type { Campaign, CampaignDay, ExclusionCounts } from "../domain/entities/campaign.ts";
import type { CampaignView } from "./campaign-api.ts";

const iso = (ms: number) => new Date(ms).toISOString();
const isoOrNull = (ms: number | undefined) => (ms === undefined ? null : iso(ms));

/** What a caller sees of a campaign; holds no lead. */
export function campaignView(campaign: Campaign, days: readonly CampaignDay[]): CampaignView {
  const { listing, plan, history } = campaign;
  const sum = (of: (day: CampaignDay) => number) => days.reduce((total, day) => total + of(day), 0);
  const enrolled = sum((day) => day.enrolled);
  const heldOut = sum((day) => day.heldOut);
  const excludedInTurn = added(days.map((day) => day.excluded));
  const turns = enrolled + heldOut + total(excludedInTurn);
  const members = listing?.done ? listing.members : null;
  return {
    campaignId: campaign.campaignId,
    practiceId: campaign.practiceId,
    status: campaign.status,
    plan,
    createdAt: iso(campaign.createdAt),
    launchedAt: isoOrNull(campaign.launchedAt),
    finishedAt: isoOrNull(campaign.finishedAt),
    members,
    pending: members === null ? null : members - turns,
    enrolled,
    heldOut,
    excluded: added([listing?.excluded ?? {}, excludedInTurn]),
    days: days.map((day) => ({ date: day.date, enrolled: day.enrolled, heldOut: day.heldOut })),
    nextAt: isoOrNull(campaign.wakeAt),
    history: history.map(({ at, by, did }) => ({ at: iso(at), by, did })),
  };
}

const total = (counts: ExclusionCounts) => Object.values(counts).reduce((sum, count) => sum + count, 0);

function added(all: readonly ExclusionCounts[]): ExclusionCounts {
  const sums: Record<string, number> = {};
  for (const counts of all) {
    for (const [reason, count] of Object.entries(counts)) sums[reason] = (sums[reason] ?? 0) + count;
  }
  return sums;
}
