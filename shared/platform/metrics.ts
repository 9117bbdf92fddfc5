import { MetricUnit, Metrics as Powertools } from "@aws-lambda-powertools/metrics";
import { DimensionName, METRIC_NAMESPACE } from "../contracts/names.ts";
import type { Metrics } from "../ports/index.ts";

const DIMENSION_VALUE = /^[A-Za-z0-9_.-]{1,64}$/;

/**
 * Emits each metric as one EMF line, in total and by its dimensions: alarms cannot add up over practices that were
 * configured after the deployment. Values that are no configured word become `other`.
 */
export function createMetrics(): Metrics {
  return {
    emit(name, value, dimensions) {
      // CloudWatch refuses a whole line for one bad number, and a metric must never fail the work that it measures.
      if (!Number.isFinite(value)) return;
      const line = new Powertools({ namespace: METRIC_NAMESPACE, singleMetric: true });
      line.clearDefaultDimensions();
      const safe = safeDimensions(dimensions);
      line.addDimensions({});
      if (Object.keys(safe).length > 0) line.addDimensions(safe);
      line.addMetric(name, name.endsWith("Ms") ? MetricUnit.Milliseconds : MetricUnit.Count, value);
    },
  };
}

function safeDimensions(dimensions: Readonly<Record<string, unknown>>): Record<string, string> {
  const safe: Record<string, string> = {};
  for (const name of Object.values(DimensionName)) {
    const value = dimensions[name];
    if (value === undefined) continue;
    safe[name] = typeof value === "string" && DIMENSION_VALUE.test(value) ? value : "other";
  }
  return safe;
}
