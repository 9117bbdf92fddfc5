import { type DashboardTemplate, readDashboards } from "../../infra/dashboards/read-dashboards.ts";
import { METRIC_NAMESPACE } from "../../shared/contracts/names.ts";
import type { Template } from "./templates.ts";

/** A metric of ours that a dashboard or an alarm reads. */
export interface ReadMetric {
  /** The dashboard or alarm. */
  readonly by: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

interface MetricQuery {
  readonly MetricStat?: { readonly Metric: AlarmMetric; readonly Stat: string };
}

interface AlarmMetric {
  readonly Namespace?: string;
  readonly MetricName?: string;
  readonly Dimensions?: readonly { readonly Name: string; readonly Value: string }[];
}

/** An alarm of a template, as far as tests look at it. */
export interface AlarmProperties extends AlarmMetric {
  readonly AlarmName: string;
  readonly AlarmDescription: string;
  readonly AlarmActions?: readonly unknown[];
  readonly TreatMissingData?: string;
  readonly EvaluationPeriods?: number;
  readonly Metrics?: readonly MetricQuery[];
}

/** The dashboards of the template. */
export function dashboardsOf(template: Template): ReturnType<typeof readDashboards> {
  return readDashboards(template as unknown as DashboardTemplate);
}

/** The alarms of the template, those over other alarms left out. */
export function alarmsOf(template: Template, type = "AWS::CloudWatch::Alarm"): AlarmProperties[] {
  return Object.values(template.Resources)
    .filter(({ Type }) => Type === type)
    .map(({ Properties }) => Properties as unknown as AlarmProperties);
}

/** Every metric of ours that is read anywhere. */
export function readMetrics(template: Template): ReadMetric[] {
  return [...readByDashboards(template), ...alarmsOf(template).flatMap(readByAlarm)];
}

const SEARCH = /^SEARCH\('\{(\w+),([\w,]+)\} MetricName="(\w+)" Practice="([\w-]+)"/;

function readByDashboards(template: Template): ReadMetric[] {
  return dashboardsOf(template).flatMap(({ name: by, widgets }) =>
    widgets.flatMap((widget) =>
      widget.is !== "graph"
        ? []
        : widget.lines.flatMap(({ metric, expression = "" }) => {
            const [, namespace, dimensions = "", name = "", practice = ""] = SEARCH.exec(expression) ?? [];
            if (namespace === METRIC_NAMESPACE) {
              const found = dimensions
                .split(",")
                .map((dimension) => [dimension, dimension === "Practice" ? practice : "*"]);
              return [{ by, name, dimensions: Object.fromEntries(found) }];
            }
            return metric?.namespace === METRIC_NAMESPACE ? [{ by, ...metric }] : [];
          }),
    ),
  );
}

function readByAlarm(alarm: AlarmProperties): ReadMetric[] {
  const metrics = [alarm, ...(alarm.Metrics ?? []).flatMap(({ MetricStat }) => MetricStat?.Metric ?? [])];
  return metrics.flatMap(({ Namespace, MetricName = "", Dimensions = [] }) =>
    Namespace === METRIC_NAMESPACE
      ? [
          {
            by: alarm.AlarmName,
            name: MetricName,
            dimensions: Object.fromEntries(Dimensions.map((d) => [d.Name, d.Value])),
          },
        ]
      : [],
  );
}
