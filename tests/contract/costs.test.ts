import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { PRICES, PRICES_OF } from "../../infra/admin/prices.ts";

describe("docs/costs.md", () => {
  const text = readFileSync(new URL("../../docs/costs.md", import.meta.url), "utf8");

  it("names every price that is reckoned with, and their day", () => {
    const rows = Object.entries(PRICES).map(
      ([name, { usd, per }]) => `| \`${name}\` | ${usd.toFixed(10).replace(/\.?0+$/, "")} | ${per} |`,
    );
    expect(rows.filter((row) => !text.split("\n").includes(row))).toEqual([]);
    expect(text).toContain(PRICES_OF);
  });
});
