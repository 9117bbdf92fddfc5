import { type CampaignView, PostSteeringSchema } from "../../shared/contracts/campaign-api.ts";
import { planMistakes } from "../../shared/contracts/campaign-checks/index.ts";
import { campaignView } from "../../shared/contracts/campaign-view.ts";
import type { PublishedPractice } from "../../shared/contracts/practice.ts";
import type { Campaign } from "../../shared/domain/entities/campaign.ts";
import { findCampaign } from "../../shared/platform/find-campaign.ts";
import { readJson } from "../../shared/platform/json-body.ts";
import type { Access, Clock, Logger, PracticeConfigs, Workflows } from "../../shared/ports/index.ts";
import type { CampaignQueries, Store } from "../../shared/ports/store.ts";
import { untilCommitted } from "../../shared/ports/until-committed.ts";
import { startCampaignDay } from "../../shared/runs/start-campaign-day.ts";
import { judge, type Move, moved, moveOf } from "./moves.ts";
import { campaignState, INVALID_STEERING, optOutsFirst, planOutdated } from "./problems.ts";

/** What steering a campaign needs; the store is narrowed to what it may touch. */
export interface SteerCampaignDeps {
  readonly store: Pick<Store<"campaign" | "campaignDay" | "optOutRecord">, "read" | "commit">;
  readonly queries: Pick<CampaignQueries, "campaignDays">;
  readonly configs: PracticeConfigs;
  readonly workflows: Pick<Workflows, "startCampaignDay">;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Waits between two tries of a commit that conflicted. @default real time */
  readonly pause?: (ms: number) => Promise<void>;
}

/** A known caller's wish for one campaign. */
export interface SteerCampaignInput {
  readonly access: Access;
  /** Says what is wished, as `shared/contracts/routes.ts` names it. */
  readonly route: string;
  /** As it stands in the path. */
  readonly campaignId: string | undefined;
  readonly body: string | undefined;
}

/** What became of it, and how the campaign stands now. */
export interface SteeringAnswer {
  readonly is: "moved" | "unchanged";
  readonly campaign: CampaignView;
}

/**
 * Launches, pauses, resumes or cancels a campaign; asking for what is so already changes nothing. What was launched or resumed starts at
 * once, and if that fails `start-jobs` does it. Throws an `HttpProblem` (4xx) for what may not be.
 */
export async function steerCampaign(deps: SteerCampaignDeps, input: SteerCampaignInput): Promise<SteeringAnswer> {
  const move = moveOf(input.route);
  const { practiceId } = readJson(input.body, PostSteeringSchema, INVALID_STEERING);
  return untilCommitted({ pause: deps.pause, failures: 1 }, () => tryToSteer(deps, { ...input, practiceId }, move));
}

async function tryToSteer(
  deps: SteerCampaignDeps,
  wanted: SteerCampaignInput & { readonly practiceId: string | undefined },
  move: Move,
): Promise<SteeringAnswer | "conflict"> {
  const { campaign, published } = await findCampaign(deps, wanted);
  const verdict = judge(move, campaign.status);
  if (verdict === "refused") throw campaignState(move, campaign.status);
  if (verdict === "made") return { is: "unchanged", campaign: await viewOf(deps, campaign) };

  const now = deps.clock.now();
  if (move === "launch") await checkLaunch(deps, campaign, published, now);
  const next: Campaign = {
    ...moved(campaign, move, wanted.access.callerId, now),
    ...(move === "launch" ? { configVersion: published.version } : {}),
    version: campaign.version + 1,
  };
  const commit = { puts: [{ entity: "campaign" as const, value: next, expected: campaign.version }], events: [] };
  if ((await deps.store.commit(commit)) === "conflict") return "conflict";
  if (next.wakeAt !== undefined) {
    const { zone } = await deps.configs.version(next.practiceId, next.configVersion);
    await startCampaignDay(deps, next, zone, now);
  }
  return { is: "moved", campaign: await viewOf(deps, next) };
}

/** Throws a 409 problem while a campaign must not start. */
async function checkLaunch(
  { store }: SteerCampaignDeps,
  { practiceId, plan }: Campaign,
  { config }: PublishedPractice,
  now: number,
): Promise<void> {
  const optOuts = await store.read("optOutRecord", { practiceId });
  if (optOuts?.imported === undefined && optOuts?.attested === undefined) throw optOutsFirst();
  const mistakes = planMistakes(config, plan, now);
  if (mistakes.length > 0) throw planOutdated(mistakes);
}

async function viewOf({ queries }: SteerCampaignDeps, campaign: Campaign): Promise<CampaignView> {
  return campaignView(campaign, await queries.campaignDays(campaign.practiceId, campaign.campaignId));
}
