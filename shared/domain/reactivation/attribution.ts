import type { Lead } from "../entities/lead.ts";

/** How long after a member's turn what happens to them counts for the campaign, ms: 90 days. */
export const ATTRIBUTION_MS = 90 * 86_400_000;

/** What a lead that comes in at `at`, ms, has from the person's lead before it: their place in a campaign whose time is not over. */
export function handedOn({ reactivation }: Pick<Lead, "reactivation">, at: number): Lead["reactivation"] {
  return reactivation !== undefined && at - reactivation.at <= ATTRIBUTION_MS ? reactivation : undefined;
}
