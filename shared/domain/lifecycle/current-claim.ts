import type { Lead } from "../entities/lead.ts";

/** Who took the lead on; undefined also where that was before the person asked again. */
export function currentClaim({ claim, clocks }: Pick<Lead, "claim" | "clocks">): Lead["claim"] {
  return claim !== undefined && claim.at >= clocks.startedAt ? claim : undefined;
}
