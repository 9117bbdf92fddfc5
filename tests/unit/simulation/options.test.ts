import { describe, expect, it } from "@jest/globals";
import { readOptions, startOf } from "../../simulation/options.ts";

describe("readOptions", () => {
  it("simulates ten thousand leads of the example practice over two weeks unless told otherwise", () => {
    const { leads, days, seeds, config } = readOptions([]);
    expect({ leads, days, seeds, practiceId: config.practiceId }).toEqual({
      leads: 10_000,
      days: 14,
      seeds: [1],
      practiceId: "bright-smile",
    });
  });

  it("takes a range of seeds", () => {
    expect(readOptions(["--seeds", "3..6"]).seeds).toEqual([3, 4, 5, 6]);
  });

  it("takes a campaign instead of inquiries, at a hundred a day unless told otherwise", () => {
    expect(readOptions([]).campaign).toBeUndefined();
    expect(readOptions(["--campaign", "2000"]).campaign).toEqual({ leads: 2_000, perDay: 100 });
    expect(readOptions(["--campaign", "40", "--per-day", "8"]).campaign).toEqual({ leads: 40, perDay: 8 });
  });

  it.each([
    [["--leads", "many"], "--leads"],
    [["--days", "0"], "--days"],
    [["--seeds", "6..3"], "--seeds"],
    [["--start", "soon"], "--start"],
    [["--campaign", "all"], "--campaign"],
    [["--campaign", "9", "--per-day", "0"], "--per-day"],
  ])("says what was expected instead of %j", (args, named) => {
    expect(() => readOptions(args)).toThrow(named);
  });
});

describe("startOf", () => {
  it.each([
    [1, "2027-03-14"],
    [2, "2026-11-01"],
  ])("lets the two weeks of seed %s hold a change of the clocks", (seed, change) => {
    const start = startOf(seed);
    expect(Date.parse(change)).toBeGreaterThan(start);
    expect(Date.parse(change)).toBeLessThan(start + 14 * 86_400_000);
  });
});
