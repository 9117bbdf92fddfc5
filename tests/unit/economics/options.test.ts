import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { EconomicsOptionsSchema, funnelsOf } from "../../../infra/admin/economics/options.ts";
import { AFTER, funnel } from "./funnels.ts";

const read = (given: Readonly<Record<string, string>> = {}) => EconomicsOptionsSchema.parse(given);

/** The first mistake found in an option. */
function mistake(name: string, text: string): string | undefined {
  return EconomicsOptionsSchema.safeParse({ [name]: text }).error?.issues[0]?.message;
}

describe("EconomicsOptionsSchema", () => {
  it.each([
    ["40", 4_000],
    ["40%", 4_000],
    ["40 %", 4_000],
    ["62.5", 6_250],
    ["0.29%", 29],
    ["1%", 100],
    ["1.01", 101],
    ["0", 0],
    ["100", 10_000],
  ])("reads the rate %s as %s basis points", (text, points) => {
    expect(read({ contact: text }).contact).toBe(points);
  });

  it.each([
    ["0.4", 'got "0.4"; expected a percentage: 40% if that is the part meant, else 0.4%'],
    ["1", 'got "1"; expected a percentage: 100% if that is the part meant, else 1%'],
    ["0.01", 'got "0.01"; expected a percentage: 1% if that is the part meant, else 0.01%'],
  ])("refuses %s, which may be meant as a fraction", (text, message) => {
    expect(mistake("show-after", text)).toBe(message);
  });

  it.each(["140", "100.01", "-5", "", "%", "forty", "4e1", ".4", "33.333", "040", "NaN"])(
    'refuses "%s" as a rate',
    (text) => {
      expect(mistake("contact", text)).toBe(
        `got "${text}"; expected a percentage from 0 to 100 with at most two decimals, like 40, 40% or 62.5`,
      );
    },
  );

  it.each([
    ["99.50", 9_950],
    ["50,000", 5_000_000],
    ["$1,250.05", 125_005],
    ["10000000", 1_000_000_000],
  ])("reads %s dollars as %s cents", (text, cents) => {
    expect(read({ value: text }).value).toBe(cents);
  });

  // "00" and "0,000" are what a shell leaves of $100 and $50,000.
  it.each(["00", "0,000", "5,00", "-1", "1.005", "10000001", "100 USD"])('refuses "%s" as an amount', (text) => {
    expect(mistake("cost-per-lead", text)).toBe(
      `got "${text}"; expected dollars from 0 to 10,000,000, like 100 or 99.50`,
    );
  });

  it("lets leads be free, but no treatment", () => {
    expect(read({ "cost-per-lead": "0" })["cost-per-lead"]).toBe(0);
    expect(mistake("value", "0")).toContain("expected dollars from 1");
  });

  it.each(["0", "2.5", "-5", "fifty", "1000001", ""])('refuses "%s" leads', (text) => {
    expect(mistake("leads", text)).toBe(`got "${text}"; expected a whole number from 1 to 1,000,000`);
  });

  it("writes over nothing that is no page and no picture", () => {
    expect(mistake("html", "README.md")).toBe('got "README.md"; expected a file name that ends in .html');
    expect(mistake("svg", "plot.png")).toBe('got "plot.png"; expected a file name that ends in .svg');
  });

  it("reads every rate with two decimals exactly", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), (points) => {
        expect(read({ close: `${(points / 100).toFixed(2)}%` }).close).toBe(points);
      }),
    );
  });
});

describe("funnelsOf", () => {
  it("is the worked example when nothing is given", () => {
    expect(funnelsOf(read())).toEqual({ before: funnel(), after: AFTER });
  });

  it("claims no improvement of a rate that was given", () => {
    const { before, after } = funnelsOf(read({ contact: "30" }));
    expect([before.rates.contact, after.rates.contact]).toEqual([3_000, 3_000]);
    expect([before.rates.show, after.rates.show]).toEqual([7_000, 8_500]);
  });

  it("takes any rate after as it is given", () => {
    const given = {
      "contact-after": "11",
      "qualify-after": "12",
      "book-after": "13",
      "show-after": "14",
      "close-after": "15",
    };
    expect(funnelsOf(read(given)).after.rates).toEqual({
      contact: 1_100,
      qualify: 1_200,
      book: 1_300,
      show: 1_400,
      close: 1_500,
    });
  });
});
