import { describe, expect, it } from "@jest/globals";
import { evaluate } from "../../../infra/dashboards/metric-math.ts";
import { statisticOf } from "../../../infra/dashboards/sample-values.ts";

const of = (values: Record<string, number>) => (id: string) => values[id];

describe("metric math", () => {
  it.each([
    ["1 + 2 * 3", 7],
    ["(1 + 2) * 3", 9],
    ["8 / 2 - 1", 3],
    ["SUM([a, b])", 5],
    ["SUM([a, gone])", 2],
    ["FILL(gone, 4) * 2", 8],
    ["(FILL(a, 0) * 0.5 + FILL(gone, 0) * 2) / 2", 0.5],
  ])("works out %s", (expression, expected) => {
    expect(evaluate(expression, of({ a: 2, b: 3 }))).toBe(expected);
  });

  it("has no value where one is missing", () => {
    expect(evaluate("a + gone", of({ a: 2 }))).toBeUndefined();
    expect(evaluate("SUM([gone])", of({}))).toBeUndefined();
  });

  it("says so when it cannot read an expression", () => {
    expect(() => evaluate("a ? 1 : 2", of({}))).toThrow("cannot read");
    expect(() => evaluate("(a + 1", of({}))).toThrow("expected )");
  });
});

describe("a statistic", () => {
  const samples = [1_000, 5_000, 60_000, 61_000];

  it.each([
    ["Sum", 127_000],
    ["SampleCount", 4],
    ["Maximum", 61_000],
    ["p50", 32_500],
    ["PR(:5000)", 50],
    ["PR(5000:60000)", 25],
    ["PR(60000:)", 25],
  ])("%s of four first responses is %p", (stat, expected) => {
    expect(statisticOf(stat, samples)).toBe(expected);
  });

  it("is nothing where nothing was measured", () => {
    expect(statisticOf("p99", [])).toBeUndefined();
  });
});
