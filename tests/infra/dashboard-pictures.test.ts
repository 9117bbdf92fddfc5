import { describe, expect, it } from "@jest/globals";
import { drawDashboard, escapeText } from "../../infra/dashboards/draw-dashboard.ts";
import { drawLines } from "../../infra/dashboards/drawn-lines.ts";
import type { Dashboard } from "../../infra/dashboards/read-dashboards.ts";
import { dashboardsOf } from "./read-metrics.ts";
import { synthesize } from "./templates.ts";

const dashboards = dashboardsOf(synthesize().observability);
const drawn = dashboards.map((dashboard): [string, Dashboard, string] => [
  dashboard.name,
  dashboard,
  drawDashboard(dashboard),
]);

describe("the picture of a dashboard", () => {
  it.each(drawn)("%s shows every widget by its title", (_, dashboard, svg) => {
    expect(dashboard.widgets.filter(({ title }) => !svg.includes(`>${escapeText(title)}<`))).toEqual([]);
  });

  it.each(drawn)("%s shows every alarm, axis and figure", (_, dashboard, svg) => {
    const words = dashboard.widgets.flatMap((widget) => {
      if (widget.is === "text") return [];
      if (widget.is === "alarms") return widget.alarms.map((alarm) => alarm.replace(/^[^-]+-/, ""));
      return [widget.axis, ...widget.limits.map(({ label }) => label)].filter((word) => word !== "");
    });
    expect(words.filter((word) => !svg.includes(`>${escapeText(word)}<`))).toEqual([]);
  });

  it("is the same each time it is drawn", () => {
    for (const [, dashboard, svg] of drawn.slice(0, 1)) expect(drawDashboard(dashboard) === svg).toBe(true);
  });

  it("has data for every line, so that no graph is empty because of a name", () => {
    const graphs = dashboards.flatMap(({ widgets }) => widgets.filter((widget) => widget.is === "graph"));
    const lines = graphs.flatMap((graph) => drawLines(graph.lines));
    expect(lines.length).toBeGreaterThan(graphs.length);
    expect(lines.filter(({ points }) => points.length < 7)).toEqual([]);
  });

  it("divides first responses into spans that are all of them together", () => {
    const spread = dashboards[0]?.widgets.find(({ title }) => title.startsWith("How first responses are spread"));
    if (spread?.is !== "graph") throw new Error("got no graph of how first responses are spread");
    const lines = drawLines(spread.lines);
    const total = lines.reduce((sum, { whole = 0 }) => sum + whole, 0);
    expect(lines).toHaveLength(4);
    expect(total).toBeCloseTo(100);
  });
});
