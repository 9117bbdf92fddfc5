import { ROUNDING_RULE } from "../../../shared/domain/economics/funnel.ts";
import type { Comparison } from "./comparison.ts";
import { AS_THE_PAGE, drawPlot } from "./plot.ts";
import { TABLE_HEADER, tableCells } from "./table.ts";

const STYLE = `
  :root { color-scheme: light dark; --ink: #1c2430; --ground: #ffffff; --line: #c9ced6; }
  @media (prefers-color-scheme: dark) { :root { --ink: #e8ebf0; --ground: #14181f; --line: #3d4552; } }
  body { margin: 2rem auto; max-width: 48rem; padding: 0 1rem; color: var(--ink); background: var(--ground);
    font: 1rem/1.5 system-ui, sans-serif; }
  h1 { font-size: 1.5rem; }
  figure, .table { margin: 1.5rem 0; overflow-x: auto; }
  svg { display: block; min-width: 36rem; width: 100%; height: auto; }
  table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
  caption { text-align: left; padding-bottom: 0.5rem; font-weight: 600; }
  th, td { padding: 0.3rem 0.6rem; text-align: right; border-bottom: 1px solid var(--line); white-space: nowrap; }
  th:first-child { text-align: left; }
  thead th { white-space: normal; vertical-align: bottom; }
  tbody th { font-weight: 400; }
  tbody tr:nth-last-child(-n + 4) > * { font-weight: 600; }`;

/** The comparison as a page that needs nothing but itself: the plot, the table, and the rule by which it is rounded. */
export function pageOf(comparison: Comparison): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Unit economics</title>
<style>${STYLE}
</style>
</head>
<body>
<main>
<h1>Unit economics</h1>
<figure>
${drawPlot(comparison, AS_THE_PAGE)}
</figure>
<div class="table">
${table(comparison)}
</div>
<p>${ROUNDING_RULE}</p>
</main>
</body>
</html>
`;
}

function table(comparison: Comparison): string {
  const [corner, ...columns] = TABLE_HEADER;
  const head = `<td>${corner}</td>${columns.map((column) => `<th scope="col">${column}</th>`).join("")}`;
  const rows = tableCells(comparison).map(
    ([label, ...cells]) => `<tr><th scope="row">${label}</th>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`,
  );
  return `<table>
<caption>The funnel before and after</caption>
<thead><tr>${head}</tr></thead>
<tbody>
${rows.join("\n")}
</tbody>
</table>`;
}
