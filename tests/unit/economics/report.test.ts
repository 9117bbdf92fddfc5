import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { compare, rowsOf } from "../../../infra/admin/economics/comparison.ts";
import { jsonOf } from "../../../infra/admin/economics/json.ts";
import { pageOf } from "../../../infra/admin/economics/page.ts";
import { drawPlot, ON_WHITE } from "../../../infra/admin/economics/plot.ts";
import { textTable } from "../../../infra/admin/economics/table.ts";
import { ROUNDING_RULE } from "../../../shared/domain/economics/funnel.ts";
import { AFTER, funnel, NOBODY } from "./funnels.ts";

const example = compare({ before: funnel(), after: AFTER });
const fromNothing = compare({ before: NOBODY, after: AFTER });

describe("textTable", () => {
  it("shows the worked example, and by which rule it is rounded", () => {
    expect(textTable(example).split("\n")).toEqual([
      "50 leads at $100 each, $50,000 per treatment",
      "",
      "                    Rate before    Before  Rate after     After  Change",
      "Leads                                  50                    50    same",
      "Contacted                   40%        20         70%        35    +75%",
      "Qualified                   60%        12         60%        21    +75%",
      "Booked                      80%       9.6         80%      16.8    +75%",
      "Showed up                   70%      6.72         85%     14.28   +113%",
      "Closed                      50%      3.36         50%      7.14   +113%",
      "Treatments                              3                     7   +133%",
      "Cost of leads                      $5,000                $5,000    same",
      "Revenue                          $150,000              $350,000   +133%",
      "Cost per treatment                 $1,667                  $714    -57%",
      "",
      ROUNDING_RULE,
    ]);
  });
});

describe("rowsOf", () => {
  it("says nothing about the cost of treatments that do not happen", () => {
    expect(rowsOf(fromNothing).slice(-4)).toMatchObject([
      { label: "Treatments", values: ["0", "7"], change: "–" },
      { label: "Cost of leads", values: ["$5,000", "$5,000"], change: "same" },
      { label: "Revenue", values: ["$0", "$350,000"], change: "–" },
      { label: "Cost per treatment", values: ["–", "$714"], change: "–" },
    ]);
  });

  it("shows cents where there are some", () => {
    const cheap = funnel({}, { costPerLead: 9_950, leads: 1 });
    expect(
      rowsOf(compare({ before: cheap, after: cheap })).find(({ label }) => label === "Cost of leads")?.values,
    ).toEqual(["$99.50", "$99.50"]);
  });
});

describe("jsonOf", () => {
  it("has the figures as numbers", () => {
    expect(JSON.parse(jsonOf(example))).toMatchObject({
      before: {
        leads: 50,
        people: { book: 9.6 },
        treatments: 3,
        cost: 5_000,
        revenue: 150_000,
        costPerTreatment: 1_667,
      },
      after: {
        rates: { contact: 70 },
        people: { show: 14.28 },
        treatments: 7,
        revenue: 350_000,
        costPerTreatment: 714,
      },
      rounding: ROUNDING_RULE,
    });
  });

  it("has null for a cost that no treatment bears", () => {
    expect(JSON.parse(jsonOf(fromNothing)).before.costPerTreatment).toBeNull();
  });
});

describe("drawPlot", () => {
  it("names and describes the picture for whoever cannot see it", () => {
    const svg = drawPlot(example, ON_WHITE);
    expect(svg).toMatch(/^<svg [^>]*role="img" aria-labelledby="plot-title plot-desc">\n<title id="plot-title">/);
    expect(svg).toContain("Before: 3 treatments at $1,667 each, $150,000 revenue.");
    expect(svg).toContain("After: 7 treatments at $714 each, $350,000 revenue.");
  });

  it("labels every bar", () => {
    const labels = [...drawPlot(example, ON_WHITE).matchAll(/>([\d.]+)<\/text>/g)].map(([, label]) => Number(label));
    expect(labels.toSorted((a, b) => a - b)).toEqual([
      3, 3.36, 6.72, 7, 7.14, 9.6, 12, 14.28, 16.8, 20, 21, 35, 50, 50,
    ]);
  });

  it("is the picture of the documentation", () => {
    const picture = new URL("../../../docs/images/economics.svg", import.meta.url);
    expect(readFileSync(picture, "utf8")).toBe(`${drawPlot(example, ON_WHITE)}\n`);
  });
});

describe("pageOf", () => {
  const page = pageOf(example);

  it("has the plot, the table and the rounding rule", () => {
    expect(page).toContain("<svg ");
    expect(page).toContain('<tr><th scope="row">Cost per treatment</th><td></td><td>$1,667</td><td></td><td>$714</td>');
    expect(page).toContain(ROUNDING_RULE);
  });

  it("needs no script and nothing from elsewhere", () => {
    expect(page).not.toMatch(/<script|<link|@import|url\(|\ssrc=|\shref=|\son\w+=/);
    expect(page).toContain("default-src 'none'");
  });

  it("follows the reader's choice of light or dark", () => {
    expect(page).toContain("prefers-color-scheme: dark");
    expect(page).toContain('fill="currentColor"');
  });
});
