import * as echarts from "echarts";
import { type DrawnLine, drawLines } from "./drawn-lines.ts";
import type { Limit, Widget } from "./read-dashboards.ts";
import { HOUR_MS, WEEK_START } from "./sample-week.ts";
import { FONT, INK, MUTED, PALETTE } from "./style.ts";

type Graph = Extract<Widget, { is: "graph" }>;

/** Pixels. */
interface Size {
  readonly width: number;
  readonly height: number;
}

/** Lines that a legend names; the largest ones. */
const LEGEND_LINES = 8;
const TEXT = { color: MUTED, fontFamily: FONT, fontSize: 10 };
const DAY_MS = 24 * HOUR_MS;
const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** Draws a graph with axes, units and a legend, as SVG; `id` keeps its names apart from those of other graphs of the picture. */
export function drawChart(graph: Graph, size: Size, id: string): string {
  const lines = drawLines(graph.lines);
  const chart = echarts.init(null, null, { renderer: "svg", ssr: true, ...size });
  chart.setOption(graph.view === "bar" ? barOption(graph, lines) : timeOption(graph, lines, size));
  const svg = chart.renderToSVGString();
  chart.dispose();
  return plain(svg, id);
}

/** Without what the library adds for its own script, and with names that do not depend on what was drawn before. */
function plain(svg: string, id: string): string {
  return svg
    .replace(/<style.*<\/style>\n/s, "")
    .replaceAll(/ (class|ecmeta_\w+|pointer-events)="[^"]*"/g, "")
    .replaceAll(/zr\d+-/g, `${id}-`);
}

function timeOption({ axis, max, stacked, limits }: Graph, lines: readonly DrawnLine[], { width }: Size) {
  const named = largest(lines);
  const rows = legendRows(named, width - 24);
  return {
    animation: false,
    color: PALETTE,
    legend: {
      data: named,
      left: 12,
      right: 12,
      bottom: 2,
      itemWidth: 12,
      itemHeight: 6,
      itemGap: 10,
      icon: "rect",
      textStyle: TEXT,
      selectedMode: false,
    },
    grid: { left: 58, right: 14, top: 8, bottom: 26 + rows * 19 },
    xAxis: {
      type: "value" as const,
      min: WEEK_START,
      max: WEEK_START + 7 * DAY_MS,
      interval: DAY_MS,
      axisLabel: { ...TEXT, formatter: dayOf, showMaxLabel: false, align: "left" as const },
      axisLine: { lineStyle: { color: "#aab1bb" } },
      axisTick: { show: true },
      splitLine: { show: false },
    },
    yAxis: valueAxis(axis, max, limits, lines, stacked),
    series: [...lines.map((line) => timeSeries(line, stacked)), ...limits.map(limitSeries)],
  };
}

function valueAxis(
  name: string,
  max: number | undefined,
  limits: readonly Limit[],
  lines: readonly DrawnLine[],
  stacked: boolean,
) {
  const highest = Math.max(0, ...limits.map(({ value }) => value));
  // A limit far above all values would flatten them; a stack is as high as its parts together.
  const values = lines.flatMap(({ points }) => points.map((value) => value ?? 0));
  const isNear = stacked || highest <= 8 * Math.max(...values, 0);
  const top = max ?? (isNear && highest > 0 ? Math.max(highest * 1.1, ...values) : undefined);
  return {
    type: "value" as const,
    name,
    nameLocation: "middle" as const,
    nameGap: 44,
    nameTextStyle: TEXT,
    min: 0,
    ...(top === undefined ? {} : { max: max ?? niceTop(top) }),
    axisLabel: { ...TEXT, formatter: compact },
    ...(max === 100 ? { interval: 25 } : { splitNumber: 4 }),
    splitLine: { lineStyle: { color: "#e6e9ed" } },
  };
}

function timeSeries({ label, color, hours, points }: DrawnLine, stacked: boolean) {
  const data = points.map((value, index) => [
    WEEK_START + index * hours * HOUR_MS,
    stacked ? (value ?? 0) : (value ?? null),
  ]);
  const isAlone = (index: number) => points[index - 1] === undefined && points[index + 1] === undefined;
  return {
    name: label,
    type: "line" as const,
    data,
    // Points a day apart are no gap: staff rest in between.
    connectNulls: hours >= 24,
    // A point between gaps has no line that would show it.
    showSymbol: !stacked,
    symbol: (_: unknown, { dataIndex }: { dataIndex: number }) => (isAlone(dataIndex) ? "circle" : "none"),
    symbolSize: 3,
    lineStyle: { width: stacked ? 0.5 : 1.3 },
    ...(color === undefined ? {} : { itemStyle: { color } }),
    ...(stacked ? { stack: "all", areaStyle: { opacity: 0.8 } } : {}),
  };
}

/** `Mon 23`. */
function dayOf(ms: number): string {
  const day = Math.round((ms - WEEK_START) / DAY_MS);
  return `${WEEKDAYS[day % 7]} ${new Date(ms).getUTCDate()}`;
}

function limitSeries({ value, label, color = "#c0392b" }: Limit) {
  return {
    type: "line" as const,
    data: [],
    markLine: {
      silent: true,
      symbol: "none",
      lineStyle: { color, type: "dashed" as const, width: 1.2 },
      label: { ...TEXT, color, formatter: label, position: "insideEndTop" as const },
      data: [{ yAxis: value }],
    },
  };
}

function barOption({ axis }: Graph, lines: readonly DrawnLine[]) {
  return {
    animation: false,
    color: PALETTE,
    grid: { left: 84, right: 40, top: 8, bottom: 34 },
    xAxis: {
      type: "value" as const,
      name: axis,
      nameLocation: "middle" as const,
      nameGap: 22,
      nameTextStyle: TEXT,
      axisLabel: { ...TEXT, formatter: compact },
      splitLine: { lineStyle: { color: "#e6e9ed" } },
    },
    yAxis: {
      type: "category" as const,
      inverse: true,
      data: lines.map(({ label }) => label),
      axisLabel: { ...TEXT, color: INK },
    },
    series: [
      {
        type: "bar" as const,
        data: lines.map(({ whole = 0 }, index) => ({
          value: whole,
          itemStyle: { color: PALETTE[index % PALETTE.length] },
        })),
        barMaxWidth: 22,
        label: {
          ...TEXT,
          show: true,
          position: "right" as const,
          formatter: ({ value }: { value: unknown }) => compact(Number(value)),
        },
      },
    ],
  };
}

/** The lines with the most in them, in the order of the graph. */
function largest(lines: readonly DrawnLine[]): string[] {
  const weight = ({ points }: DrawnLine) => points.reduce<number>((total, value) => total + (value ?? 0), 0);
  const kept = [...lines].sort((a, b) => weight(b) - weight(a)).slice(0, LEGEND_LINES);
  return lines.filter((line) => kept.includes(line)).map(({ label }) => label);
}

function legendRows(labels: readonly string[], width: number): number {
  let rows = 1;
  let used = 0;
  for (const label of labels) {
    const needed = 12 + 5 + label.length * 5.6 + 10;
    if (used + needed > width && used > 0) {
      rows += 1;
      used = 0;
    }
    used += needed;
  }
  return rows;
}

function niceTop(value: number): number {
  const step = 10 ** Math.floor(Math.log10(value));
  return Math.ceil((value / step) * 2) * (step / 2);
}

/** A number as short as an axis needs it. */
export function compact(value: number): string {
  const rounded = Math.abs(value) >= 100 || Number.isInteger(value) ? Math.round(value) : Number(value.toFixed(1));
  if (Math.abs(rounded) < 10_000) return rounded.toLocaleString("en-US");
  return new Intl.NumberFormat("en-US", { notation: "compact", maximumFractionDigits: 1 }).format(rounded);
}
