import { evaluate } from "./metric-math.ts";
import type { Line } from "./read-dashboards.ts";
import { FOUND_REASONS } from "./sample-kinds.ts";
import { samplesOf, statisticOf } from "./sample-values.ts";
import { HOURS } from "./sample-week.ts";

/** A line as it is drawn: its points over the week, and a value for the whole of it. */
export interface DrawnLine {
  readonly label: string;
  readonly color?: string;
  /** Hours between its points. */
  readonly hours: number;
  readonly points: readonly (number | undefined)[];
  readonly whole: number | undefined;
}

/** The lines of a graph that are visible, with made-up values. */
export function drawLines(lines: readonly Line[]): DrawnLine[] {
  const found = lines.flatMap(foundBySearch);
  const byId = new Map<string, DrawnLine>();
  for (const line of found) if (line.id !== undefined && line.metric !== undefined) byId.set(line.id, ofMetric(line));
  return found
    .filter(({ visible }) => visible)
    .map((line) => (line.metric ? ofMetric(line) : ofExpression(line, byId)));
}

function ofMetric({ metric, stat, hours, label, color }: Line): DrawnLine {
  if (metric === undefined) throw new Error(`the line ${label} has no metric`);
  const samples = samplesOf(metric);
  return {
    label,
    ...(color === undefined ? {} : { color }),
    hours,
    points: Array.from({ length: Math.floor(HOURS / hours) }, (_, index) => {
      const value = statisticOf(stat, samples.slice(index * hours, (index + 1) * hours).flat());
      // CloudWatch has no point where nothing was counted; a picture is easier to read with one at 0.
      return stat === "Sum" ? (value ?? 0) : value;
    }),
    whole: statisticOf(stat, samples.flat()) ?? (stat === "Sum" ? 0 : undefined),
  };
}

function ofExpression({ expression = "", label, color }: Line, byId: ReadonlyMap<string, DrawnLine>): DrawnLine {
  const used = new Set<DrawnLine>();
  const at = (pick: (line: DrawnLine) => number | undefined) =>
    evaluate(expression, (id) => {
      const line = byId.get(id);
      if (line === undefined) throw new Error(`the expression ${expression} names ${id}, which its graph lacks`);
      used.add(line);
      return pick(line);
    });
  const whole = at((line) => line.whole);
  const hours = Math.max(1, ...[...used].map((line) => line.hours));
  const points = Array.from({ length: Math.floor(HOURS / hours) }, (_, index) => at((line) => line.points[index]));
  return { label, ...(color === undefined ? {} : { color }), hours, points, whole };
}

const SEARCH =
  /^SEARCH\('\{(?<schema>[^}]+)\} MetricName="(?<name>\w+)" Practice="(?<practice>[^"]+)"', '(?<stat>\w+)'/;

/** The metrics that a SEARCH finds, a line each; any other line is itself. */
function foundBySearch(line: Line): Line[] {
  const { schema = "", name = "", practice = "", stat = "" } = SEARCH.exec(line.expression ?? "")?.groups ?? {};
  if (name === "") return [line];
  const [namespace = "", , dimension = ""] = schema.split(",");
  return (FOUND_REASONS[name] ?? []).map((value) => ({
    metric: { namespace, name, dimensions: { Practice: practice, [dimension]: value } },
    label: value,
    stat,
    hours: 1,
    visible: true,
  }));
}
