import type { LeadEvent } from "../../shared/contracts/events.ts";
import type { DimensionName } from "../../shared/contracts/names.ts";
import type { PracticeConfig } from "../../shared/contracts/practice.ts";
import type { Metrics, PracticeConfigs } from "../../shared/ports/index.ts";
import { measure, measureStaffed } from "./measurements.ts";

/** What recording metrics needs. */
export interface RecordMetricsDeps {
  readonly practices: PracticeConfigs;
  readonly metrics: Metrics;
}

/**
 * Emits the metrics of one event. At least once: the stream, the bus and Lambda may each deliver an event again, and a metric
 * cannot be taken back; so a count may be a little high, and never low. Exact figures come from the reports.
 */
export async function recordMetrics(deps: RecordMetricsDeps, event: LeadEvent): Promise<void> {
  const measurements = measure(event);
  if (measurements.length === 0) return;
  const practice = await deps.practices.current(event.practiceId);
  const staffed = practice === undefined ? [] : measureStaffed(event, practice.config);
  for (const { name, value, dimensions } of [...measurements, ...staffed]) {
    deps.metrics.emit(name, value, configuredOnly(dimensions, practice?.config));
  }
}

/** Adds the practice, and replaces what no configuration names by `other`, so that a caller cannot grow the number of metrics. */
function configuredOnly(
  dimensions: Partial<Record<DimensionName, string>>,
  config: PracticeConfig | undefined,
): Partial<Record<DimensionName, string>> {
  const sources = config?.sources.map((source) => source.name) ?? [];
  const { Source } = dimensions;
  return {
    ...dimensions,
    Practice: config?.practiceId ?? "other",
    ...(Source === undefined ? {} : { Source: sources.includes(Source) ? Source : "other" }),
  };
}
