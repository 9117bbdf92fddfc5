import * as cloudwatch from "aws-cdk-lib/aws-cloudwatch";

/** Columns of a dashboard (CloudWatch). */
const COLUMNS = 24;
/** Rows of a graph. */
const GRAPH_HEIGHT = 6;
/** Rows of a figure. */
const FIGURE_HEIGHT = 3;

/** Colours that mean the same in every graph. */
export const Color = {
  good: "#1b7f4d",
  fair: "#8fbf5a",
  late: "#f2a541",
  bad: "#c0392b",
  main: "#1f77b4",
  second: "#7b4ea3",
  third: "#17a2b8",
} as const;

/** What a graph shows. */
export interface GraphProps {
  readonly title: string;
  readonly metrics: readonly cloudwatch.IMetric[];
  /** What the axis measures, with its unit. */
  readonly axis: string;
  /** Graphs that share a row. @default 3 */
  readonly perRow?: number;
  readonly stacked?: boolean;
  /** A bar for each line over the whole time range. */
  readonly bars?: boolean;
  /** Top of the axis. @default as high as the values */
  readonly max?: number;
  readonly lines?: readonly cloudwatch.HorizontalAnnotation[];
  /** Where many lines are. @default below */
  readonly legend?: cloudwatch.LegendPosition;
}

/** A graph over time, with a title, and an axis that begins at 0 and says what it measures. */
export function graph(props: GraphProps): cloudwatch.IWidget {
  const { title, metrics, axis, perRow = 3, stacked = false, bars = false, max, lines, legend } = props;
  return new cloudwatch.GraphWidget({
    title,
    width: COLUMNS / perRow,
    height: GRAPH_HEIGHT,
    left: [...metrics],
    leftYAxis: { label: axis, min: 0, showUnits: false, ...(max === undefined ? {} : { max }) },
    stacked,
    view: bars ? cloudwatch.GraphWidgetView.BAR : cloudwatch.GraphWidgetView.TIME_SERIES,
    ...(bars ? { setPeriodToTimeRange: true } : {}),
    ...(lines === undefined ? {} : { leftAnnotations: [...lines] }),
    ...(legend === undefined ? {} : { legendPosition: legend }),
  });
}

/** One figure over the whole time range. */
export function figure(title: string, metric: cloudwatch.IMetric, perRow = 6): cloudwatch.IWidget {
  return new cloudwatch.SingleValueWidget({
    title,
    metrics: [metric],
    width: COLUMNS / perRow,
    height: FIGURE_HEIGHT,
    setPeriodToTimeRange: true,
  });
}

/** A heading over a part of a dashboard, with what to know before reading it. */
export function heading(title: string, text: string): cloudwatch.IWidget {
  return new cloudwatch.TextWidget({ markdown: `## ${title}\n${text}`, width: COLUMNS, height: 2 });
}

/** Which of some alarms are on. */
export function alarmStatus(title: string, alarms: readonly cloudwatch.IAlarm[]): cloudwatch.IWidget {
  // CloudWatch puts six in a row; title and rows in units of its grid.
  const height = Math.ceil(0.75 + 0.83 * Math.ceil(alarms.length / 6));
  return new cloudwatch.AlarmStatusWidget({ title, alarms: [...alarms], width: COLUMNS, height });
}

/** A limit that values should stay on one side of. */
export function limit(value: number, label: string, color: string = Color.bad): cloudwatch.HorizontalAnnotation {
  return { value, label, color };
}
