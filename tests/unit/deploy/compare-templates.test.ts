import { describe, expect, it } from "@jest/globals";
import { compareTemplates } from "../../../infra/admin/deploy/compare-templates.ts";

/** A template with a table of leads, changed. */
const withTable = (properties: object = {}, options: object = {}) => ({
  Resources: {
    Leads: {
      Type: "AWS::DynamoDB::Table",
      Properties: {
        TableName: "leads",
        KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
        DeletionProtectionEnabled: true,
        ...properties,
      },
      ...options,
    },
  },
});
const withFunction = (memory: number) => ({
  Resources: { Plan: { Type: "AWS::Lambda::Function", Properties: { MemorySize: memory } } },
});
const withRole = (actions: readonly string[]) => ({
  Resources: {
    Policy: {
      Type: "AWS::IAM::Policy",
      Properties: {
        PolicyName: "p",
        Roles: ["r"],
        PolicyDocument: { Statement: [{ Effect: "Allow", Action: actions, Resource: "*" }] },
      },
    },
  },
});
const reasons = (before: object, after: object) => compareTemplates("S", before as never, after as never).reasons;

describe("what a deployment changes in a stack", () => {
  it("is nothing when the templates say the same", () => {
    expect(compareTemplates("S", withTable(), withTable())).toEqual({ stack: "S", text: "", reasons: [] });
  });

  it("is shown like cdk diff shows it, and needs nobody's word for a function", () => {
    const { text, reasons } = compareTemplates("S", withFunction(512), withFunction(1024));
    expect(text).toContain("AWS::Lambda::Function");
    expect(text).toContain("1024");
    expect(reasons).toEqual([]);
  });

  it("needs a person's word when permissions change", () => {
    expect(reasons(withRole(["dynamodb:GetItem"]), withRole(["dynamodb:*"]))).toEqual(["S: permissions change"]);
  });

  it.each([
    ["is replaced by a new, empty one", withTable(), withTable({ KeySchema: [] })],
    ["is deleted", withTable(), { Resources: {} }],
    ["is left behind, outside the stack", withTable({}, { DeletionPolicy: "Retain" }), { Resources: {} }],
    ["is protected otherwise", withTable(), withTable({ DeletionProtectionEnabled: false })],
  ])("needs a person's word when a table %s", (words, before, after) => {
    expect(reasons(before, after)).toEqual([`S: AWS::DynamoDB::Table Leads ${words}`]);
  });

  it("needs a person's word when a guard changes, and none when one is added", () => {
    const guarded = (Scope: string) => ({ Resources: { Wall: { Type: "AWS::WAFv2::WebACL", Properties: { Scope } } } });
    expect(reasons({ Resources: {} }, guarded("REGIONAL"))).toEqual([]);
    expect(reasons(guarded("REGIONAL"), { Resources: {} })).toEqual(["S: AWS::WAFv2::WebACL Wall changes"]);
  });
});
