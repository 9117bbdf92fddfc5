import { gammaln } from "simple-statistics";

/** How many of a group something is true of. */
export interface Part {
  readonly count: number;
  readonly of: number;
}

/** Tables this close to the probability of the given one, as a logarithm, are as likely as it: rounding must not tell them apart. */
const AS_LIKELY = 1e-7;

/**
 * Fisher's exact test of two groups, two-sided: how likely tables are, with the same sums, that are at most as likely as this
 * one, if the groups do not differ. Computed with logarithms, so that no size of group overflows.
 */
export function fisherExact(one: Part, other: Part): number {
  const count = one.count + other.count;
  const logTables = logChoose(one.of + other.of, count);
  const logProbability = (inOne: number) => logChoose(one.of, inOne) + logChoose(other.of, count - inOne) - logTables;

  const limit = logProbability(one.count) + AS_LIKELY;
  let probability = 0;
  for (let inOne = Math.max(0, count - other.of); inOne <= Math.min(count, one.of); inOne += 1) {
    const log = logProbability(inOne);
    if (log <= limit) probability += Math.exp(log);
  }
  return Math.min(1, probability);
}

/** The logarithm of how many ways there are to choose `k` of `n`. */
function logChoose(n: number, k: number): number {
  return gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1);
}
