import type { CampaignPlan } from "../../domain/entities/campaign.ts";
import type { PracticeConfig } from "../practice.ts";
import { openingMistakes } from "./days.ts";
import { formMistakes } from "./forms.ts";
import type { PlanMistake } from "./mistake.ts";
import { segmentMistakes } from "./segment.ts";
import { variantMistakes } from "./variants.ts";

export { startMistakes } from "./days.ts";
export { errorsOf, type PlanMistake } from "./mistake.ts";

/**
 * Everything that cannot be right about a campaign's plan, for its practice as it is configured now. Names that do not exist are told
 * first; what the messages themselves lack is checked once those are mended.
 */
export function planMistakes(config: PracticeConfig, plan: CampaignPlan, now: number): PlanMistake[] {
  const cadence = Object.hasOwn(config.campaignCadences, plan.cadence)
    ? config.campaignCadences[plan.cadence]
    : undefined;
  const names = [
    ...(cadence === undefined
      ? [{ path: ["cadence"], code: "unknown" }]
      : variantMistakes(config, cadence, plan.variants)),
    ...segmentMistakes(config, plan.segment),
    ...openingMistakes(config, plan, now),
  ];
  return cadence === undefined || names.length > 0 ? names : formMistakes(config, cadence, plan);
}
