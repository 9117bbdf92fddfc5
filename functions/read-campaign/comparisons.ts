import type { CampaignFigures, Comparison } from "../../shared/contracts/campaign-api.ts";
import { fisherExact, type Part } from "./fisher-exact.ts";
import { holm } from "./holm.ts";
import type { CampaignTotals } from "./totals.ts";

/** A difference is called only when chance alone would show one like it less often than this, after the correction. */
const SIGNIFICANCE = 0.05;
/** Digits of a p-value that mean something. */
const DIGITS = 4;

type What = Comparison["what"];

interface Pair {
  readonly of: string;
  readonly with: string;
  readonly what: What;
  readonly parts: readonly [Part, Part];
}

/** Treated members beside the control group, if there is one, and every two variants; nothing is called while it is too early. */
export function comparisonsOf(totals: CampaignTotals, isTooEarly: boolean): Comparison[] {
  const pairs = pairsOf(totals);
  const pValues = isTooEarly ? [] : holm(pairs.map(({ parts }) => fisherExact(...parts)));
  return pairs.map(({ parts, ...names }, index) => {
    const shares: Comparison["shares"] = [shareOf(parts[0]), shareOf(parts[1])];
    const pValue = pValues[index];
    const shown = pValue === undefined ? null : Number(pValue.toPrecision(DIGITS));
    return { ...names, shares, pValue: shown, verdict: verdictOf(pValue, shares) };
  });
}

function pairsOf({ treated, control, variants, hasControl }: CampaignTotals): Pair[] {
  const groups = Object.entries(variants);
  const ofVariants = groups.flatMap(([key, figures], index) =>
    groups
      .slice(index + 1)
      .flatMap(([other, others]) =>
        (["booked", "replied"] as const).map((what) => pairOf([key, figures], [other, others], what)),
      ),
  );
  return hasControl ? [pairOf(["treated", treated], ["control", control], "booked"), ...ofVariants] : ofVariants;
}

function pairOf(
  [of, figures]: readonly [string, CampaignFigures],
  [beside, others]: readonly [string, CampaignFigures],
  what: What,
): Pair {
  const part = (group: CampaignFigures): Part => ({ count: group[what], of: group.members });
  return { of, with: beside, what, parts: [part(figures), part(others)] };
}

const shareOf = ({ count, of }: Part) => (of === 0 ? 0 : count / of);

function verdictOf(pValue: number | undefined, [share, other]: Comparison["shares"]): Comparison["verdict"] {
  if (pValue === undefined) return "too_early";
  if (pValue >= SIGNIFICANCE) return "no_difference_shown";
  return share > other ? "higher" : "lower";
}
