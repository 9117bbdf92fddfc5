import type { CampaignFigures } from "../../shared/contracts/campaign-api.ts";
import type { Campaign, Member } from "../../shared/domain/entities/campaign.ts";

/** What came of the members of a campaign, added up. */
export interface CampaignTotals {
  readonly treated: CampaignFigures;
  readonly control: CampaignFigures;
  /** Treated members by variant, in the order of the plan. */
  readonly variants: Readonly<Record<string, CampaignFigures>>;
  /** The plan keeps members back to compare with. */
  readonly hasControl: boolean;
  /** When the newest turn of a member came, ms. */
  readonly lastTurnAt: number | undefined;
}

const NOTHING: CampaignFigures = {
  members: 0,
  contacted: 0,
  replied: 0,
  returned: 0,
  booked: 0,
  optedOut: 0,
  unsubscribed: 0,
  value: 0,
};

/** The totals of a campaign none of whose members was looked at yet. */
export function noTotals({ variants, controlPercent }: Campaign["plan"]): CampaignTotals {
  return {
    treated: NOTHING,
    control: NOTHING,
    variants: Object.fromEntries(variants.map(({ key }) => [key, NOTHING])),
    hasControl: controlPercent > 0,
    lastTurnAt: undefined,
  };
}

/** The totals with these members added; those whose turn did not come, or who were excluded at it, count nowhere. */
export function withMembers(totals: CampaignTotals, members: readonly Member[]): CampaignTotals {
  let { treated, control, lastTurnAt } = totals;
  const variants = { ...totals.variants };
  for (const member of members) {
    if (member.state !== "enrolled" && member.state !== "held_out") continue;
    if (member.turnAt !== undefined) lastTurnAt = Math.max(lastTurnAt ?? 0, member.turnAt);
    if (member.state === "held_out") {
      control = withMember(control, member);
      continue;
    }
    treated = withMember(treated, member);
    variants[member.variant] = withMember(variants[member.variant] ?? NOTHING, member);
  }
  return { ...totals, treated, control, variants, lastTurnAt };
}

function withMember(figures: CampaignFigures, { outcomes }: Member): CampaignFigures {
  const one = (at: number | undefined) => (at === undefined ? 0 : 1);
  return {
    members: figures.members + 1,
    contacted: figures.contacted + one(outcomes.contactedAt),
    replied: figures.replied + one(outcomes.repliedAt),
    returned: figures.returned + one(outcomes.returnedAt),
    booked: figures.booked + one(outcomes.bookedAt),
    optedOut: figures.optedOut + one(outcomes.optedOutAt),
    unsubscribed: figures.unsubscribed + one(outcomes.unsubscribedAt),
    value: figures.value + (outcomes.bookedAt === undefined ? 0 : (outcomes.value ?? 0)),
  };
}
