import { describe, expect, it } from "@jest/globals";
import { RULES } from "../../../shared/domain/send-gate/send-gate.ts";
import { MUTATIONS, mutationNamed, rulesBroken } from "../../simulation/mutations/table.ts";
import { examplePractice } from "./example-practice.ts";

const config = examplePractice();

describe("the oracle of the simulation", () => {
  it.each(MUTATIONS.map((one) => [one.name, one] as const))(
    "catches %s, and nothing without it",
    async (_name, one) => {
      expect([...(await rulesBroken(one, config, false))]).toEqual([]);
      expect([...(await rulesBroken(one, config, true))]).toContain(one.caught);
    },
  );

  it("is tried with every rule of the send gate taken out", () => {
    const names = MUTATIONS.map(({ name }) => name);
    for (const { name } of RULES) expect(names).toContain(`the gate without its rule "${name}"`);
  });

  it("lists the mutations that there are when asked for another one", () => {
    expect(() => mutationNamed("no such mutation")).toThrow("a cap off by one");
  });
});
