import { type DryRun, PostDryRunSchema } from "../../shared/contracts/campaign-api.ts";
import type { PracticeConfig, PublishedPractice } from "../../shared/contracts/practice.ts";
import type { Campaign } from "../../shared/domain/entities/campaign.ts";
import { findCampaign } from "../../shared/platform/find-campaign.ts";
import { HttpProblem } from "../../shared/platform/http-problem.ts";
import { readJson } from "../../shared/platform/json-body.ts";
import type { Access, PracticeConfigs } from "../../shared/ports/index.ts";
import type { Store } from "../../shared/ports/store.ts";
import { answerOf } from "./answer.ts";
import { type ExamineDeps, examine } from "./examine.ts";

/** What a dry run needs: nothing that writes, and the operational table alone. */
export interface DryRunDeps extends ExamineDeps {
  readonly store: Pick<Store<"campaign" | "lead" | "person" | "contactPoint">, "read" | "readMany">;
  readonly configs: PracticeConfigs;
}

/** A known caller's question about one campaign. */
export interface DryRunInput {
  readonly access: Access;
  /** As it stands in the path. */
  readonly campaignId: string | undefined;
  readonly body: string | undefined;
}

/** How long leads are looked at, ms; the API ends a request after 29 s. */
const BUDGET_MS = 20_000;

/**
 * Answers whom a campaign would contact when, if it were launched now, and who is left out for which reason. Nothing is written. Throws an
 * `HttpProblem` (4xx) for what cannot be answered.
 */
export async function dryRunCampaign(deps: DryRunDeps, { access, campaignId, body }: DryRunInput): Promise<DryRun> {
  const { practiceId, limit } = readJson(body, PostDryRunSchema, {
    code: "invalid_dry_run",
    title: "The body is no dry run; see its errors.",
  });
  const now = deps.clock.now();
  const { campaign, published } = await findCampaign(deps, { access, campaignId, practiceId });
  const config = await configOf(deps, campaign, published);
  const cadence = config.campaignCadences[campaign.plan.cadence];
  if (cadence === undefined) {
    throw new HttpProblem(409, "cadence_not_configured", "The practice has no such cadence any more.");
  }
  const lineValues = new Map(config.serviceLines.map(({ key, value }) => [key, value]));
  const question = { campaign, steps: cadence.steps, lineValues, now };
  const findings = await examine(deps, question, now + BUDGET_MS);
  return answerOf(campaign, config, findings, { limit, now });
}

/** A launched campaign keeps the configuration that it was launched with. */
async function configOf(
  { configs }: DryRunDeps,
  { practiceId, launchedAt, configVersion }: Campaign,
  published: PublishedPractice,
): Promise<PracticeConfig> {
  return launchedAt === undefined ? published.config : configs.version(practiceId, configVersion);
}
