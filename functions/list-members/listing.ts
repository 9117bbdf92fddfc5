import type { Campaign } from "../../shared/domain/entities/campaign.ts";
import type { Verdict } from "./judge-page.ts";

/** How far the listing of a campaign's members has come. */
export type Listing = NonNullable<Campaign["listing"]>;

/** The listing after a page; without a cursor that was the last one. */
export function withPage(listing: Listing, verdicts: readonly Verdict[], cursor: string | undefined): Listing {
  const excluded = { ...listing.excluded };
  for (const { excluded: reason } of verdicts) {
    if (reason !== undefined) excluded[reason] = (excluded[reason] ?? 0) + 1;
  }
  const members = verdicts.flatMap(({ member }) => member ?? []);
  return {
    ...(cursor === undefined ? {} : { cursor }),
    done: cursor === undefined,
    members: listing.members + members.length,
    control: listing.control + members.filter(({ group }) => group === "control").length,
    excluded,
  };
}
