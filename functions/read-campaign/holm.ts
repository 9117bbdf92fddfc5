/** P-values corrected for being several (Holm's step-down method), in the order given. */
export function holm(pValues: readonly number[]): number[] {
  const byRank = pValues.map((p, index) => ({ p, index })).sort((a, b) => a.p - b.p);
  const corrected = [...pValues];
  let highest = 0;
  for (const [rank, { p, index }] of byRank.entries()) {
    highest = Math.max(highest, Math.min(1, p * (pValues.length - rank)));
    corrected[index] = highest;
  }
  return corrected;
}
