import { describe, expect, it } from "@jest/globals";
import { propertiesOf, synthesize, type Template } from "./templates.ts";

const templates = Object.values(synthesize()).filter((one): one is Template => "Resources" in one);

describe("an account with a concurrency of 10", () => {
  it("can be deployed to: AWS keeps 10 unreserved, so no function may reserve or provision any", () => {
    const functions = templates.flatMap((template) => propertiesOf(template, "AWS::Lambda::Function"));
    expect(functions.length).toBeGreaterThan(30);
    expect(functions.filter((one) => "ReservedConcurrentExecutions" in one)).toEqual([]);
    for (const type of ["AWS::Lambda::Version", "AWS::Lambda::Alias"])
      for (const one of templates.flatMap((template) => propertiesOf(template, type)))
        expect(one).not.toHaveProperty("ProvisionedConcurrencyConfig");
  });

  it("is left room by what reads the stream: no shard is read by more than one function at a time", () => {
    const mappings = templates.flatMap((template) => propertiesOf(template, "AWS::Lambda::EventSourceMapping"));
    expect(mappings.length).toBeGreaterThan(0);
    for (const { ParallelizationFactor = 1 } of mappings) expect(ParallelizationFactor).toBe(1);
  });
});
