/** Percentiles of a sample, as text; rank by the nearest-rank method. */
export function distribution(sampleMs: readonly number[]): string {
  const sorted = [...sampleMs].sort((a, b) => a - b);
  const at = (percent: number) => sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN;
  return [50, 90, 99, 100].map((percent) => `p${percent} ${at(percent).toFixed(1)} ms`).join(", ");
}
