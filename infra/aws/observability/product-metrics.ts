import { Duration } from "aws-cdk-lib";
import * as cloudwatch from "aws-cdk-lib/aws-cloudwatch";
import type { DimensionName, MetricName } from "../../../shared/contracts/names.ts";

/** Which figures of a metric, and how they are put together. */
export interface Selection {
  /** @default the sum */
  readonly statistic?: string;
  /** Of one practice. @default the total of the deployment */
  readonly practice?: string;
  /** By one further dimension, which only exists within a practice. */
  readonly by?: Partial<Record<Exclude<DimensionName, "Practice">, string>>;
  readonly label?: string;
  readonly color?: string;
  /** @default one hour */
  readonly period?: Duration;
}

/** The metrics that our own functions emit, under the names and dimensions of the contract. */
export class ProductMetrics {
  readonly namespace: string;

  constructor(namespace: string) {
    this.namespace = namespace;
  }

  of(metricName: MetricName, selection: Selection = {}): cloudwatch.Metric {
    const { statistic = "Sum", practice, by, period = Duration.hours(1), label = metricName, color } = selection;
    const dimensionsMap = { ...(practice === undefined ? {} : { Practice: practice }), ...by };
    return new cloudwatch.Metric({
      namespace: this.namespace,
      metricName,
      statistic,
      period,
      label,
      ...(Object.keys(dimensionsMap).length === 0 ? {} : { dimensionsMap }),
      ...(color === undefined ? {} : { color }),
    });
  }

  /** One line for each value of a dimension that turns up, where the values have no end that is known at synthesis. */
  each(metricName: MetricName, practice: string, dimension: DimensionName): cloudwatch.MathExpression {
    const terms = `{${this.namespace},Practice,${dimension}} MetricName="${metricName}" Practice="${practice}"`;
    return new cloudwatch.MathExpression({
      expression: `SEARCH('${terms}', 'Sum', 3600)`,
      label: `\${PROP('Dim.${dimension}')}`,
      period: Duration.hours(1),
      usingMetrics: {},
    });
  }
}

/** The words of a vocabulary as lines of one graph. */
export function eachWord(
  metrics: ProductMetrics,
  name: MetricName,
  practice: string,
  dimension: "Channel" | "Reason",
  words: readonly string[],
): cloudwatch.Metric[] {
  return words.map((word) =>
    metrics.of(name, { practice, by: { [dimension]: word }, label: word.replaceAll("_", " ") }),
  );
}

/** Milliseconds in another unit, for axes that people read. */
export function inUnit(unitMs: number, metrics: readonly cloudwatch.Metric[]): cloudwatch.MathExpression[] {
  return metrics.map((metric, index) => {
    const { label = metric.metricName, color, period } = metric;
    return new cloudwatch.MathExpression({
      expression: `t${index} / ${unitMs}`,
      usingMetrics: { [`t${index}`]: metric },
      label,
      period,
      ...(color === undefined ? {} : { color }),
    });
  });
}
