/** A metric, or an expression over metrics, in a graph. */
export interface Line {
  /** Absent for an expression. */
  readonly metric?: {
    readonly namespace: string;
    readonly name: string;
    readonly dimensions: Readonly<Record<string, string>>;
  };
  readonly expression?: string;
  /** By what expressions name it. */
  readonly id?: string;
  readonly label: string;
  readonly stat: string;
  /** Hours of a point; at least one, as the pictures go no closer. */
  readonly hours: number;
  readonly color?: string;
  readonly visible: boolean;
}

/** A line across a graph that values should stay on one side of. */
export interface Limit {
  readonly value: number;
  readonly label: string;
  readonly color?: string;
}

/** Where a widget lies, in columns and rows of the dashboard. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A widget of a dashboard, as it is drawn. */
export type Widget = Place &
  (
    | { readonly is: "text"; readonly title: string; readonly text: string }
    | { readonly is: "alarms"; readonly title: string; readonly alarms: readonly string[] }
    | {
        readonly is: "graph";
        readonly title: string;
        readonly view: "timeSeries" | "bar" | "singleValue";
        readonly stacked: boolean;
        readonly axis: string;
        readonly max?: number;
        readonly lines: readonly Line[];
        readonly limits: readonly Limit[];
      }
  );

/** A dashboard of a template. */
export interface Dashboard {
  readonly name: string;
  readonly widgets: readonly Widget[];
}

/** A synthesized template, as far as it is read here. */
export interface DashboardTemplate {
  readonly Resources: Readonly<
    Record<string, { readonly Type: string; readonly Properties: Readonly<Record<string, unknown>> }>
  >;
}

/** The dashboards of a template, with every reference to another resource in words. */
export function readDashboards(template: DashboardTemplate): Dashboard[] {
  return Object.values(template.Resources)
    .filter(({ Type }) => Type === "AWS::CloudWatch::Dashboard")
    .map(({ Properties }) => {
      const body = JSON.parse(inWords(template, Properties.DashboardBody)) as { widgets: RawWidget[] };
      return { name: String(Properties.DashboardName), widgets: body.widgets.map(readWidget) };
    });
}

/** What a value of a template stands for, as text. */
function inWords(template: DashboardTemplate, value: unknown): string {
  if (typeof value !== "object" || value === null) return String(value);
  const [[kind, argument] = ["", undefined]] = Object.entries(value);
  switch (kind) {
    case "Fn::Join":
      return (argument as [string, unknown[]])[1].map((part) => inWords(template, part)).join("");
    case "Fn::GetAtt":
      return nameOf(template, (argument as string[])[0] ?? "");
    case "Fn::GetStackOutput":
      return (argument as { OutputName: string }).OutputName;
    default:
      return String(argument);
  }
}

function nameOf({ Resources }: DashboardTemplate, id: string): string {
  const { AlarmName = id } = Resources[id]?.Properties ?? {};
  return AlarmName as string;
}

interface RawWidget extends Place {
  readonly type: string;
  readonly properties: {
    readonly title?: string;
    readonly markdown?: string;
    readonly alarms?: readonly string[];
    readonly view?: "timeSeries" | "bar" | "singleValue";
    readonly stacked?: boolean;
    readonly metrics?: readonly (readonly unknown[])[];
    readonly yAxis?: { readonly left?: { readonly label?: string; readonly max?: number } };
    readonly annotations?: { readonly horizontal?: readonly Limit[] };
  };
}

function readWidget({ type, x, y, width, height, properties }: RawWidget): Widget {
  const place = { x, y, width, height };
  const { title = "", markdown = "", alarms = [], view = "timeSeries", stacked = false, metrics = [] } = properties;
  switch (type) {
    case "text": {
      const [heading = "", ...rest] = markdown.split("\n");
      return { ...place, is: "text", title: heading.replace(/^#+ /, ""), text: rest.join(" ").replaceAll("`", "") };
    }
    case "alarm":
      return { ...place, is: "alarms", title, alarms };
    case "metric": {
      const { label = "", max } = properties.yAxis?.left ?? {};
      const limits = properties.annotations?.horizontal ?? [];
      const shown = { title, view, stacked, axis: label, lines: metrics.map(readLine), limits };
      return { ...place, is: "graph", ...shown, ...(max === undefined ? {} : { max }) };
    }
    default:
      throw new Error(`a dashboard has a widget of type ${type}; expected text, alarm or metric`);
  }
}

/** CloudWatch writes a metric as a list: namespace, name, names and values of dimensions, options. */
function readLine(row: readonly unknown[]): Line {
  const options = (typeof row.at(-1) === "object" ? row.at(-1) : {}) as Record<
    string,
    string | number | boolean | undefined
  >;
  const words = row.filter((part) => typeof part === "string");
  const { expression, id, label, color, stat = "Average", period = 0, visible = true } = options;
  const [namespace = "", name = "", ...pairs] = words;
  const dimensions = Object.fromEntries(
    pairs.flatMap((key, index) => (index % 2 === 0 ? [[key, pairs[index + 1] ?? ""]] : [])),
  );
  return {
    ...(expression === undefined ? { metric: { namespace, name, dimensions } } : { expression: String(expression) }),
    ...(id === undefined ? {} : { id: String(id) }),
    ...(color === undefined ? {} : { color: String(color) }),
    label: String(label ?? name),
    stat: String(stat),
    hours: Math.max(1, Number(period) / 3600),
    visible: visible !== false,
  };
}
