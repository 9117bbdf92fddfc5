import { isDeepStrictEqual } from "node:util";
import { type CampaignView, PostCampaignSchema } from "../../shared/contracts/campaign-api.ts";
import { planMistakes, startMistakes } from "../../shared/contracts/campaign-checks/index.ts";
import { campaignView } from "../../shared/contracts/campaign-view.ts";
import type { PublishedPractice } from "../../shared/contracts/practice.ts";
import type { Campaign, CampaignPlan } from "../../shared/domain/entities/campaign.ts";
import { choosePractice } from "../../shared/platform/choose-practice.ts";
import { readJson } from "../../shared/platform/json-body.ts";
import type { Access, Clock, PracticeConfigs } from "../../shared/ports/index.ts";
import type { CampaignQueries, EntityKeys, Store } from "../../shared/ports/store.ts";
import { untilCommitted } from "../../shared/ports/until-committed.ts";
import { campaignExists, INVALID_CAMPAIGN, invalidPlan } from "./problems.ts";

/** What making a campaign needs; the store is narrowed to campaigns. */
export interface CreateCampaignDeps {
  readonly store: Pick<Store<"campaign">, "read" | "commit">;
  readonly queries: Pick<CampaignQueries, "campaignDays">;
  readonly configs: PracticeConfigs;
  readonly clock: Clock;
  /** Waits between two tries of a commit that conflicted. @default real time */
  readonly pause?: (ms: number) => Promise<void>;
}

/** A known caller's wish for a campaign. */
export interface CreateCampaignInput {
  readonly access: Access;
  readonly body: string | undefined;
}

/** What became of it: a draft was made, or the same one was there, and how it stands. */
export interface CampaignAnswer {
  readonly is: "created" | "there";
  readonly campaign: CampaignView;
}

/**
 * Makes a draft of a campaign, checked against the practice as it is configured now. The same body again answers the campaign that is
 * there. Throws an `HttpProblem` (4xx) for what cannot be.
 */
export async function createCampaign(
  deps: CreateCampaignDeps,
  { access, body }: CreateCampaignInput,
): Promise<CampaignAnswer> {
  const { practiceId: named, campaignId, ...plan } = readJson(body, PostCampaignSchema, INVALID_CAMPAIGN);
  const { practiceId, ...published } = await choosePractice(deps.configs, access, named);
  return untilCommitted({ pause: deps.pause, failures: 1 }, () =>
    tryToCreate(deps, { practiceId, campaignId }, plan, published, access),
  );
}

async function tryToCreate(
  deps: CreateCampaignDeps,
  key: EntityKeys["campaign"],
  plan: CampaignPlan,
  { config, version }: PublishedPractice,
  { callerId }: Access,
): Promise<CampaignAnswer | "conflict"> {
  const known = await deps.store.read("campaign", key);
  if (known !== undefined) return answerKnown(deps, known, plan);

  const now = deps.clock.now();
  // Not for one that is there: asked again, a day that has come since is no mistake.
  const mistakes = [...startMistakes(config, plan, now), ...planMistakes(config, plan, now)];
  if (mistakes.length > 0) throw invalidPlan(mistakes);
  const campaign: Campaign = {
    ...key,
    version: 1,
    status: "draft",
    plan,
    configVersion: version,
    createdAt: now,
    createdBy: callerId,
    history: [{ at: now, by: callerId, did: "created" }],
  };
  const commit = { puts: [{ entity: "campaign" as const, value: campaign, expected: "absent" as const }], events: [] };
  if ((await deps.store.commit(commit)) === "conflict") return "conflict";
  return { is: "created", campaign: campaignView(campaign, []) };
}

async function answerKnown(
  { queries }: CreateCampaignDeps,
  known: Campaign,
  plan: CampaignPlan,
): Promise<CampaignAnswer> {
  if (!isSame(known.plan, plan)) throw campaignExists();
  const days = await queries.campaignDays(known.practiceId, known.campaignId);
  return { is: "there", campaign: campaignView(known, days) };
}

/** Whether two plans say the same, in whatever order; compared as JSON, which is what both came as. */
function isSame(one: CampaignPlan, other: CampaignPlan): boolean {
  return isDeepStrictEqual(JSON.parse(JSON.stringify(one)), JSON.parse(JSON.stringify(other)));
}
