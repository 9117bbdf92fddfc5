import type { CampaignPlan, MemberGroup } from "../entities/campaign.ts";
import { fnvHash } from "../fnv-hash.ts";
import type { CampaignId, LeadId } from "../ids.ts";

/** How a member is treated. */
export interface Allotment {
  readonly group: MemberGroup;
  readonly variant: string;
}

/**
 * The group and the variant of a member: by chance, and the same whenever it is asked for. What a lead is allotted in one campaign
 * says nothing of what it gets in another, nor its group of its variant.
 */
export function allot(
  campaignId: CampaignId,
  leadId: LeadId,
  { controlPercent, variants }: Pick<CampaignPlan, "controlPercent" | "variants">,
): Allotment {
  const group = draw(`group#${campaignId}#${leadId}`) * 100 < controlPercent ? "control" : "treated";
  return { group, variant: variantAt(variants, draw(`variant#${campaignId}#${leadId}`)) };
}

/** The variant into whose share a draw falls. */
function variantAt(variants: CampaignPlan["variants"], drawn: number): string {
  const shares = variants.reduce((sum, { share }) => sum + share, 0);
  let left = drawn * shares;
  for (const { key, share } of variants) {
    left -= share;
    if (left < 0) return key;
  }
  throw new RangeError("got no variant of a campaign; expected at least one with a share above 0");
}

/**
 * A number from 0 to below 1 that belongs to a text. The low bits of FNV-1a follow those of the text one by one, so that two draws for
 * one lead would go together: the finalizer of MurmurHash3 mixes all bits.
 */
function draw(text: string): number {
  let bits = fnvHash(text);
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return ((bits ^ (bits >>> 16)) >>> 0) / 2 ** 32;
}
