import { MetricUnit, Metrics as Powertools } from "@aws-lambda-powertools/metrics";
import { DimensionName, METRIC_NAMESPACE } from "../contracts/names.ts";
import type { Metrics } from "../ports/index.ts";

const DIMENSION_VALUE = /^[A-Za-z0-9_.-]{1,64}$/;

const nothing = () => {};
/** Powertools warns of each dimension that is in several sets; ours are, with one value. */
const QUIET = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/**
 * Emits each metric as one EMF line: in total, because alarms cannot add up over practices that were configured after the
 * deployment; by practice; and by practice and each further dimension by itself, so that the number of metrics is a sum
 * and no product. Values that are no configured word become `other`.
 */
export function createMetrics(): Metrics {
  return {
    emit(name, value, dimensions) {
      // CloudWatch refuses a whole line for one bad number, and a metric must never fail the work that it measures.
      if (!Number.isFinite(value)) return;
      const namespace = process.env.POWERTOOLS_METRICS_NAMESPACE ?? METRIC_NAMESPACE;
      const line = new Powertools({ namespace, singleMetric: true, logger: QUIET });
      line.clearDefaultDimensions();
      for (const set of dimensionSets(safeDimensions(dimensions))) line.addDimensions(set);
      line.addMetric(name, name.endsWith("Ms") ? MetricUnit.Milliseconds : MetricUnit.Count, value);
    },
  };
}

/** The sets of dimensions under which a metric with these dimensions appears. */
export function dimensionSets({ Practice, ...others }: Readonly<Record<string, string>>): Record<string, string>[] {
  const practice: Record<string, string> = Practice === undefined ? {} : { Practice };
  const each = Object.entries(others).map(([name, value]) => ({ ...practice, [name]: value }));
  return [{}, ...(Practice === undefined ? [] : [practice]), ...each];
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
