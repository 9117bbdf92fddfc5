import { describe, expect, it } from "@jest/globals";
import { startOf } from "../../simulation/options.ts";
import { type Scenario, simulate } from "../../simulation/simulate.ts";
import { twoPractices } from "../../simulation/world/practices.ts";
import { examplePractice } from "./example-practice.ts";

const DAY = 86_400_000;
const scenario = (seed: number): Scenario => ({
  seed,
  leads: 60,
  days: 14,
  startsAt: startOf(seed),
  arrivalsMs: 2 * DAY,
  configs: twoPractices(examplePractice()),
  // Every write is checked against its schema, too.
  validate: true,
});

describe("two virtual weeks in which everything goes wrong", () => {
  it.each([
    ["the start of daylight saving time", 1],
    ["its end", 2],
  ])("break no invariant, over %s", async (_which, seed) => {
    const { violations, funnel } = await simulate(scenario(seed));
    expect(violations.slice(0, 3)).toEqual([]);
    expect(funnel.counts.people).toBe(60);
    // It has to be eventful to prove anything.
    for (const event of ["sent sms", "sent email", "sent call", "reply opt_out", "restarted late", "ambiguous"])
      expect(funnel.counts[event]).toBeGreaterThan(0);
  });

  it("are the same whenever they have the same seed", async () => {
    const few = (seed: number) => simulate({ ...scenario(seed), leads: 15, validate: false });
    const [one, same, other] = [await few(3), await few(3), await few(4)];
    expect(same).toEqual(one);
    expect(other.funnel).not.toEqual(one.funnel);
  });
});
