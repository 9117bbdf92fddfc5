import type { CampaignPlan } from "../entities/campaign.ts";
import type { LostReason } from "../vocabulary.ts";

/** The templates that take the place of those of the cadence, for a member of this variant that was lost for this reason. */
export function templatesFor(
  { variants }: Pick<CampaignPlan, "variants">,
  variantKey: string,
  lostReason: LostReason | undefined,
): Record<string, string> {
  const variant = variants.find(({ key }) => key === variantKey);
  const forReason = lostReason === undefined ? undefined : variant?.byLostReason[lostReason];
  return { ...variant?.templates, ...forReason };
}
