import type { Metrics } from "../../../shared/ports/index.ts";

/** Metrics that are remembered. */
export interface FakeMetrics extends Metrics {
  readonly emitted: { name: string; value: number; dimensions: Record<string, string> }[];
}

/** Keeps what would have gone to CloudWatch. */
export function fakeMetrics(): FakeMetrics {
  const emitted: FakeMetrics["emitted"] = [];
  return {
    emitted,
    emit: (name, value, dimensions) => {
      emitted.push({ name, value, dimensions: { ...dimensions } });
    },
  };
}
