import { type Campaign, CampaignPlanSchema, type Member } from "../../../shared/domain/entities/campaign.ts";
import { CampaignIdSchema } from "../../../shared/domain/ids.ts";
import { NOW } from "../fakes/clock.ts";
import { buildLead } from "../plan-facts.ts";
import { PRACTICE_ID } from "./practice.ts";

/** A draft of a campaign of the example practice, for everybody, ten a day. */
export function buildCampaign(overrides: Partial<Campaign> = {}): Campaign {
  return {
    practiceId: PRACTICE_ID,
    campaignId: CampaignIdSchema.parse("winter"),
    version: 1,
    status: "draft",
    plan: CampaignPlanSchema.parse({ cadence: "win-back", perDay: 10 }),
    configVersion: 1,
    createdAt: NOW,
    createdBy: "admin-key",
    history: [{ at: NOW, by: "admin-key", did: "created" }],
    ...overrides,
  };
}

/** A member of that campaign whose turn is still to come. */
export function buildMember(overrides: Partial<Member> = {}): Member {
  const { leadId = buildLead().leadId, score = 60 } = overrides;
  return {
    practiceId: PRACTICE_ID,
    campaignId: CampaignIdSchema.parse("winter"),
    order: `${String(100 - score).padStart(3, "0")}#${leadId}`,
    version: 1,
    leadId,
    score,
    parts: { recency: 20, value: 20, engagement: 20 },
    group: "treated",
    variant: "a",
    state: "pending",
    outcomes: {},
    ...overrides,
  };
}
