import { compact, drawChart } from "./chart.ts";
import { drawLines } from "./drawn-lines.ts";
import type { Dashboard, Widget } from "./read-dashboards.ts";
import { FONT, INK, MUTED } from "./style.ts";

/** Pixels of a column and a row of a dashboard, between the edges of their widgets. */
const COLUMN = 60;
const ROW = 46;
const GAP = 4;
const MARGIN = 12;
const HEADER = 46;
const TITLE = 24;
/** Alarms that stand beside each other. */
const ALARMS_PER_ROW = 6;

/** An alarm that is on in the pictures, so that they show what that looks like. */
const IN_ALARM = "LeadsQuarantined";

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Draws a dashboard as its widgets lie, with made-up values, as SVG. */
export function drawDashboard({ name, widgets }: Dashboard): string {
  const width = 24 * COLUMN + 2 * MARGIN;
  const height = Math.max(...widgets.map((widget) => widget.y + widget.height)) * ROW + HEADER + MARGIN;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${FONT}">`,
    `<rect width="${width}" height="${height}" fill="#f2f3f3"/>`,
    text(MARGIN + 4, 30, name, { size: 20, weight: "bold" }),
    text(width - MARGIN - 4, 30, "drawn from the synthesized template, with made-up data; one week, UTC", {
      size: 12,
      color: MUTED,
      anchor: "end",
    }),
    ...widgets.map(drawWidget),
    "</svg>",
  ].join("\n");
}

function drawWidget(widget: Widget, index: number): string {
  const box = {
    x: MARGIN + widget.x * COLUMN + GAP,
    y: HEADER + widget.y * ROW + GAP,
    width: widget.width * COLUMN - 2 * GAP,
    height: widget.height * ROW - 2 * GAP,
  };
  const card = `<rect x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}" rx="3" fill="#ffffff" stroke="#d5dbdb"/>`;
  const title = text(box.x + 10, box.y + 17, widget.title, { size: 12.5, weight: "bold" });
  switch (widget.is) {
    case "text":
      return [
        text(box.x + 4, box.y + 50, widget.title, { size: 18, weight: "bold" }),
        text(box.x + 4, box.y + 73, widget.text, { size: 12.5, color: MUTED }),
      ].join("\n");
    case "alarms":
      return [card, title, ...widget.alarms.map((alarm, index) => drawAlarm(box, alarm, index))].join("\n");
    case "graph":
      return [
        card,
        title,
        widget.view === "singleValue" ? drawFigure(box, widget) : drawGraph(box, widget, `w${index}`),
      ].join("\n");
  }
}

function drawAlarm(box: Box, alarm: string, index: number): string {
  const width = (box.width - 16) / ALARMS_PER_ROW;
  const x = box.x + 8 + (index % ALARMS_PER_ROW) * width;
  const y = box.y + TITLE + 4 + Math.floor(index / ALARMS_PER_ROW) * (ROW - 8);
  const [, label = alarm] = /^[^-]+-(.*)$/.exec(alarm) ?? [];
  const isOn = label === IN_ALARM;
  const [fill, edge] = isOn ? ["#fdf0ee", "#c0392b"] : ["#f2f8f4", "#1b7f4d"];
  const size = label.length > 34 ? 9 : 11;
  return [
    `<rect x="${x}" y="${y}" width="${width - 6}" height="${ROW - 14}" rx="3" fill="${fill}" stroke="${edge}"/>`,
    `<circle cx="${x + 12}" cy="${y + 16}" r="5" fill="${edge}"/>`,
    text(x + 22, y + 20, label, { size }),
  ].join("\n");
}

function drawFigure(box: Box, { lines }: Extract<Widget, { is: "graph" }>): string {
  const drawn = drawLines(lines);
  const width = box.width / Math.max(1, drawn.length);
  return drawn
    .map(({ label, whole }, index) => {
      const x = box.x + 12 + index * width;
      const value = whole === undefined ? "no data" : compact(whole);
      return [
        text(x, box.y + 70, value, { size: 34 }),
        text(x, box.y + box.height - 14, label, { size: 11, color: MUTED }),
      ].join("\n");
    })
    .join("\n");
}

function drawGraph(box: Box, widget: Extract<Widget, { is: "graph" }>, id: string): string {
  const chart = drawChart(widget, { width: box.width, height: box.height - TITLE }, id);
  // An SVG within: it only has to be told where it lies.
  return chart.replace("<svg ", `<svg x="${box.x}" y="${box.y + TITLE}" `).replace(/<\?xml[^>]*\?>/, "");
}

interface TextStyle {
  readonly size: number;
  readonly color?: string;
  readonly weight?: "bold";
  readonly anchor?: "end";
}

function text(x: number, y: number, words: string, { size, color = INK, weight, anchor }: TextStyle): string {
  const extra = `${weight === undefined ? "" : ` font-weight="${weight}"`}${anchor === undefined ? "" : ` text-anchor="${anchor}"`}`;
  return `<text x="${x}" y="${y}" font-size="${size}" fill="${color}"${extra}>${escapeText(words)}</text>`;
}

/** Text as SVG holds it. */
export function escapeText(words: string): string {
  return words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
