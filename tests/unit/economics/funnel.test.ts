import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { FUNNEL_STEPS, unitEconomics, WHOLE } from "../../../shared/domain/economics/funnel.ts";
import { AFTER, funnel, NOBODY } from "./funnels.ts";

const leads = fc.integer({ min: 1, max: 1_000_000 });
const rate = fc.integer({ min: 0, max: WHOLE });
const EVERYBODY = { contact: WHOLE, qualify: WHOLE, book: WHOLE, show: WHOLE, close: WHOLE };
const rates = fc.record({ contact: rate, qualify: rate, book: rate, show: rate, close: rate });

describe("unitEconomics", () => {
  it("makes 3 treatments, $150,000 and $1,667 each of the worked example", () => {
    expect(unitEconomics(funnel())).toMatchObject({
      treatments: 3,
      cost: 500_000,
      revenue: 15_000_000,
      costPerTreatment: 166_700,
    });
  });

  it("makes 7 treatments, $350,000 and $714 each of it with more contacts and fewer no-shows", () => {
    expect(unitEconomics(AFTER)).toMatchObject({
      treatments: 7,
      cost: 500_000,
      revenue: 35_000_000,
      costPerTreatment: 71_400,
    });
  });

  it("carries people as averages from step to step", () => {
    expect(unitEconomics(AFTER).people).toEqual({ contact: 35, qualify: 21, book: 16.8, show: 14.28, close: 7.14 });
  });

  it("shows no whole person who is not quite there", () => {
    // 0.9995 of each of 4 leads: 3.998, which is not 4.
    const { people, treatments } = unitEconomics(funnel({ ...EVERYBODY, close: 9_995 }, { leads: 4 }));
    expect([people.close, treatments]).toEqual([3.99, 3]);
  });

  it("has no cost per treatment without a treatment", () => {
    expect(unitEconomics(NOBODY)).toMatchObject({ treatments: 0, revenue: 0, costPerTreatment: undefined });
  });

  it.each([
    [99_949, 99_900],
    [99_950, 100_000],
    [1_000, 1_000],
    [999, 999],
  ])("tells a cost of %s cents as %s", (costPerLead, told) => {
    expect(unitEconomics(funnel(EVERYBODY, { costPerLead })).costPerTreatment).toBe(told);
  });

  it("loses no treatment to the way a computer writes fractions", () => {
    expect(Math.floor(400 * 0.5 * 0.75 * 0.8 * 0.75 * 0.7)).toBe(62);
    const exact = funnel({ contact: 5_000, qualify: 7_500, book: 8_000, show: 7_500, close: 7_000 }, { leads: 400 });
    expect(unitEconomics(exact).treatments).toBe(63);
  });

  it("counts to the whole treatment exactly where the funnel leaves a whole number", () => {
    // Leads that are a multiple of what each rate divides by leave no remainder at any step.
    const divisor = fc.constantFrom(1, 2, 4, 5, 8, 10);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10 }),
        fc.tuple(divisor, divisor, divisor, divisor, divisor),
        (n, parts) => {
          const [contact, qualify, book, show, close] = parts.map((part) => WHOLE / part) as [
            number,
            number,
            number,
            number,
            number,
          ];
          const all = parts.reduce<number>((product, part) => product * part, n);
          const at = (leads: number) =>
            unitEconomics(funnel({ contact, qualify, book, show, close }, { leads })).treatments;
          expect(at(all)).toBe(n);
          expect(at(all - 1)).toBe(n - 1);
        },
      ),
    );
  });

  it("rounds down, and only once", () => {
    fc.assert(
      fc.property(leads, rates, (leads, rates) => {
        const { treatments } = unitEconomics(funnel(rates, { leads }));
        const parts = FUNNEL_STEPS.reduce((product, step) => product * BigInt(rates[step]), BigInt(leads));
        const one = 10_000n ** 5n;
        expect(BigInt(treatments) * one <= parts && parts < BigInt(treatments + 1) * one).toBe(true);
      }),
    );
  });

  it("never has fewer treatments for a better rate or more leads", () => {
    fc.assert(
      fc.property(leads, rates, fc.constantFrom(...FUNNEL_STEPS), rate, (leads, rates, step, other) => {
        const [worse, better] = [Math.min(rates[step], other), Math.max(rates[step], other)];
        const at = (points: number, more = 0) =>
          unitEconomics(funnel({ ...rates, [step]: points }, { leads: leads + more })).treatments;
        expect(at(better)).toBeGreaterThanOrEqual(at(worse));
        expect(at(worse, 1)).toBeGreaterThanOrEqual(at(worse));
      }),
    );
  });

  it("keeps money in whole cents", () => {
    const cents = fc.integer({ min: 0, max: 1_000_000_000 });
    fc.assert(
      fc.property(leads, rates, cents, cents, (leads, rates, costPerLead, value) => {
        const { cost, revenue, treatments } = unitEconomics(funnel(rates, { leads, costPerLead, value }));
        expect(BigInt(cost)).toBe(BigInt(leads) * BigInt(costPerLead));
        expect(BigInt(revenue)).toBe(BigInt(treatments) * BigInt(value));
      }),
    );
  });
});
