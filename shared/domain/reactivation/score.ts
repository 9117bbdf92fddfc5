import type { ScoreParts } from "../entities/campaign.ts";
import type { Lead } from "../entities/lead.ts";
import { lastActivity } from "../stalled/quiet.ts";

const DAY_MS = 86_400_000;

/** What something that happened just now would give, and after how long it gives half of that: interest fades, but seldom in weeks. */
const RECENCY_MAX = 40;
const RECENCY_HALF_LIFE_MS = 180 * DAY_MS;

/** From a cleaning, USD, to a full restoration: each tenfold counts the same, so that one large case does not hide all others. */
const VALUE_FROM = 100;
const VALUE_MAX = 30;
const VALUE_PER_TENFOLD = 15;

/** Who asked again, wrote back or spoke with someone meant it; a lead that nobody gave up is nearer than a lost one. */
const POINTS_PER_FURTHER_INQUIRY = 5;
const FURTHER_INQUIRIES_MAX = 10;
const POINTS_FOR_REPLY = 10;
const POINTS_FOR_CONVERSATION = 5;
const POINTS_FOR_NOT_LOST = 5;

/**
 * How promising a stalled lead is, 0 to 100, as of `at`, ms, and what the score is made of. `lineValue`: what a treatment of its
 * service line is usually worth, USD; it counts where the lead does not say itself.
 */
export function scoreMember(
  lead: Lead,
  lineValue: number | undefined,
  at: number,
): { readonly score: number; readonly parts: ScoreParts } {
  const parts = {
    recency: recency(Math.max(0, at - lastActivity(lead))),
    value: value(lead.value ?? lineValue),
    engagement: engagement(lead),
  };
  return { score: parts.recency + parts.value + parts.engagement, parts };
}

/** 40 for what happened now, 20 for half a year ago, 10 for a year ago. */
function recency(quietMs: number): number {
  return Math.round(RECENCY_MAX * 0.5 ** (quietMs / RECENCY_HALF_LIFE_MS));
}

/** 0 up to 100 USD and where nobody said what it is worth, 15 for 1,000, 30 from 10,000 on. */
function value(usd: number | undefined): number {
  if (usd === undefined || usd <= VALUE_FROM) return 0;
  return Math.min(VALUE_MAX, Math.round(VALUE_PER_TENFOLD * Math.log10(usd / VALUE_FROM)));
}

/** 5 for each further inquiry, up to 10; 10 for a reply; 5 for a conversation; 5 unless it was given up. */
function engagement({ inquiries, clocks, status }: Lead): number {
  return (
    Math.min(FURTHER_INQUIRIES_MAX, (inquiries - 1) * POINTS_PER_FURTHER_INQUIRY) +
    (clocks.repliedAt === undefined ? 0 : POINTS_FOR_REPLY) +
    (clocks.humanContactAt === undefined ? 0 : POINTS_FOR_CONVERSATION) +
    (status === "lost" ? 0 : POINTS_FOR_NOT_LOST)
  );
}
