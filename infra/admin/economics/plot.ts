import * as echarts from "echarts";
import { FUNNEL_STEPS } from "../../../shared/domain/economics/funnel.ts";
import { type Comparison, givenOf, people, type Scenario, STEP_LABELS, summaryOf } from "./comparison.ts";

/** In CSS pixels; the picture scales. */
const SIZE = { width: 760, height: 520 };

/** At least 3:1 on white and on the page's dark ground (WCAG 2.2, 1.4.11); without color, the lighter and upper bar is before. */
const BEFORE = "#8b929c";
const AFTER = "#2563c9";

/** How the plot fits what surrounds it. */
export interface PlotColors {
  readonly ink: string;
  readonly background: string;
}

/** For a picture by itself, which must be readable on anything. */
export const ON_WHITE: PlotColors = { ink: "#1c2430", background: "#ffffff" };

/** Within a page, whose colors it takes over. */
export const AS_THE_PAGE: PlotColors = { ink: "currentColor", background: "transparent" };

/** Draws how many people are left after each step, before and after, as SVG with a title and a description. */
export function drawPlot(comparison: Comparison, { ink, background }: PlotColors): string {
  const text = { color: ink, fontFamily: "system-ui, sans-serif", fontSize: 14 };
  const bars = (name: string, scenario: Scenario, color: string) => ({
    name: `${name}: ${summaryOf(scenario)}`,
    type: "bar" as const,
    silent: true,
    data: [...barsOf(scenario)],
    itemStyle: { color },
    barMaxWidth: 20,
    label: {
      ...text,
      show: true,
      position: "right" as const,
      formatter: ({ value }: { value: unknown }) => people(Number(value)),
    },
  });
  const chart = echarts.init(null, null, { renderer: "svg", ssr: true, ...SIZE });
  chart.setOption({
    animation: false,
    backgroundColor: background,
    title: { text: givenOf(comparison), textStyle: { ...text, fontSize: 16 }, left: 16, top: 14 },
    legend: { orient: "vertical", left: 16, top: 44, textStyle: text, itemGap: 8, selectedMode: false },
    grid: { left: 104, right: 96, top: 112, bottom: 16 },
    xAxis: { type: "value", show: false },
    yAxis: {
      type: "category",
      inverse: true,
      data: ["Leads", ...FUNNEL_STEPS.map((step) => STEP_LABELS[step]), "Treatments"],
      axisLabel: text,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: ink } },
    },
    series: [bars("Before", comparison.before, BEFORE), bars("After", comparison.after, AFTER)],
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return withText(svg, "People left after each step, before and after", descriptionOf(comparison));
}

function barsOf({ funnel, result }: Scenario): readonly number[] {
  return [funnel.leads, ...FUNNEL_STEPS.map((step) => result.people[step]), result.treatments];
}

function descriptionOf(comparison: Comparison): string {
  const { before, after } = comparison;
  return `Bars of ${givenOf(comparison)}. Before: ${summaryOf(before)}. After: ${summaryOf(after)}.`;
}

/** Names the picture for whoever hears it; its texts hold nothing that would have to be escaped. */
function withText(svg: string, title: string, description: string): string {
  const named = ` role="img" aria-labelledby="plot-title plot-desc">
<title id="plot-title">${title}</title><desc id="plot-desc">${description}</desc>`;
  return withoutHooks(svg).replace(">", () => named);
}

/** Leaves out what the library adds for its own script: nothing in a plain picture reacts to a pointer. */
function withoutHooks(svg: string): string {
  return svg.replace(/<style.*<\/style>\n/s, "").replaceAll(/ (class|ecmeta_\w+)="[^"]*"/g, "");
}
