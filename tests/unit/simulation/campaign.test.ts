import { describe, expect, it } from "@jest/globals";
import {
  CAMPAIGN_MUTATIONS,
  type CampaignMutationCase,
  campaignMutationNamed,
  campaignRulesBroken,
} from "../../simulation/campaign/mutations.ts";
import { PaceMeter } from "../../simulation/campaign/pace.ts";
import { type CampaignScenario, simulateCampaign } from "../../simulation/campaign/simulate.ts";
import { startOf } from "../../simulation/options.ts";
import { examplePractice } from "./example-practice.ts";

const config = examplePractice();
const scenario = (seed: number): CampaignScenario => ({
  seed,
  leads: 150,
  perDay: 15,
  startsAt: startOf(seed),
  config,
  // Every write is checked against its schema, too.
  validate: true,
});

describe("a campaign in virtual time in which everything goes wrong", () => {
  it("breaks no invariant, over the start of daylight saving time and over its end", async () => {
    const counts: Record<string, number> = {};
    for (const seed of [1, 2]) {
      const outcome = await simulateCampaign(scenario(seed));
      expect([seed, outcome.violations.slice(0, 3)]).toEqual([seed, []]);
      expect(outcome.counts["enrolled on the busiest day"]).toBe(15);
      for (const [name, count] of Object.entries(outcome.counts)) counts[name] = (counts[name] ?? 0) + count;
    }
    // It has to be eventful to prove anything.
    for (const event of [
      "turn enrolled",
      "turn held_out",
      "turn excluded suppressed",
      "turn excluded contact_point_taken",
      "handed over email accepted",
      "handed over sms accepted",
      "sign answer",
      "sign press",
      "sign inquiry",
      "died import-chunk",
      "died enroll-members",
    ])
      expect([event, counts[event] ?? 0]).not.toEqual([event, 0]);
  });

  it("sends nothing any more once it is cancelled, and its runs end", async () => {
    const { violations, counts } = await simulateCampaign({ ...scenario(3), incidents: false, cancelAt: 0.5 });
    expect(violations.slice(0, 3)).toEqual([]);
    expect(counts["run reactivation cancelled"]).toBeGreaterThan(0);
  });

  it("is the same whenever it has the same seed", async () => {
    const few = () => simulateCampaign({ ...scenario(3), leads: 30, perDay: 8, validate: false });
    expect(await few()).toEqual(await few());
  });
});

describe("the oracle of campaigns", () => {
  /** What is broken without a mutation, by scenario: nothing, in all of them. */
  const sound = new Map<string, Promise<Set<string>>>();
  const soundRules = (one: CampaignMutationCase) => {
    const key = JSON.stringify(one.scenario ?? {});
    const rules = sound.get(key) ?? campaignRulesBroken(one, config, false);
    sound.set(key, rules);
    return rules;
  };

  it.each(CAMPAIGN_MUTATIONS.map((one) => [one.name, one] as const))(
    "catches %s, and nothing without it",
    async (_name, one) => {
      expect([...(await soundRules(one))]).toEqual([]);
      expect([...(await campaignRulesBroken(one, config, true))]).toContain(one.caught);
    },
  );

  it("lists the mutations that there are when asked for another one", () => {
    expect(() => campaignMutationNamed("no such mutation")).toThrow("turns around the clock");
  });
});

describe("PaceMeter", () => {
  const meter = () => new PaceMeter(config, 10);

  it("allows a turn in each slot of the staffed hours, and not one more", () => {
    const pace = meter();
    const opens = Date.parse("2026-10-27T13:00:00Z");
    const turns = Array.from({ length: 10 }, (_, slot) => pace.add(opens + slot * 3_600_000));
    expect(turns.every((wrong) => wrong === undefined)).toBe(true);
    expect(pace.add(opens + 1)).toContain("11 on 2026-10-27");
  });

  it.each([
    ["before the opening", "2026-10-27T12:59:00Z", "nobody is there"],
    ["on a Sunday", "2026-11-01T18:00:00Z", "nobody is there"],
    ["on a holiday", "2026-11-26T18:00:00Z", "nobody is there"],
    ["at lunch on a Wednesday", "2026-10-28T17:30:00Z", "nobody is there"],
    ["too close to another", "2026-10-27T14:30:00Z", "after another"],
  ])("finds a turn %s", (_when, moment, wrong) => {
    const pace = meter();
    pace.add(Date.parse("2026-10-27T15:00:00Z"));
    expect(pace.add(Date.parse(moment))).toContain(wrong);
  });
});
