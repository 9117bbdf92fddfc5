import { describe, expect, it } from "@jest/globals";
import { functionNames } from "../../infra/aws/bundling/bundle-function.ts";
import { ADAPTERS, actionsInSources, requestsOf } from "./requests.ts";
import { formatStatement, type Statement, statementsByRole } from "./statements.ts";
import { constructId, propertiesOf, resourcesOf, synthesize } from "./templates.ts";

const { pipeline } = synthesize();
const roles = statementsByRole(pipeline);
const allowed = [...roles].flatMap(([role, statements]) =>
  statements.filter(({ effect }) => effect === "Allow").map((statement): [string, Statement] => [role, statement]),
);

/** Resources that end in a wildcard, each with the reason why they cannot be narrower. */
const WILDCARDS: Readonly<Record<string, string>> = {
  "arn:Partition:sms-voice:Region:AccountId:*":
    "numbers and pools are practice configuration, published without a deploy",
  "arn:Partition:ses:Region:AccountId:identity/*": "sender identities are practice configuration",
  "arn:Partition:ses:Region:AccountId:configuration-set/*": "configuration sets are practice configuration",
  "arn:Partition:sms-voice:Region:AccountId:opt-out-list/*": "opt-out lists are practice configuration",
  "arn:Partition:connect:Region:AccountId:instance/*/contact/*": "a contact is named only once it exists",
  "ImportsBucket/uploads/*": "files are named by ids",
  "ImportsBucket/rejected/*": "files are named by ids",
  "ImportsBucket/exports/*": "files are named at random",
};
/** Actions for which AWS knows no resources. */
const WITHOUT_RESOURCE: Readonly<Record<string, string>> = {
  "dynamodb:ListStreams": "lists streams, reads nothing in them",
  "logs:CreateLogDelivery": "log delivery of Step Functions",
  "logs:DeleteLogDelivery": "log delivery of Step Functions",
  "logs:DescribeLogGroups": "log delivery of Step Functions",
  "logs:DescribeResourcePolicies": "log delivery of Step Functions",
  "logs:GetLogDelivery": "log delivery of Step Functions",
  "logs:ListLogDeliveries": "log delivery of Step Functions",
  "logs:PutResourcePolicy": "log delivery of Step Functions",
  "logs:UpdateLogDelivery": "log delivery of Step Functions",
};

describe("roles", () => {
  it("may do exactly what was reviewed", () => {
    expect(Object.fromEntries([...roles].map(([role, list]) => [role, list.map(formatStatement)]))).toMatchSnapshot();
  });

  it("exist one for each function", () => {
    const used = propertiesOf(pipeline, "AWS::Lambda::Function").map(({ Role }) => JSON.stringify(Role));
    expect(new Set(used).size).toBe(used.length);
  });

  it("have no managed policies, but for the one that lets API Gateway write logs", () => {
    const managed = [...resourcesOf(pipeline, "AWS::IAM::Role")].filter(
      ([, role]) => role.Properties.ManagedPolicyArns,
    );
    expect(managed.map(([name]) => name)).toEqual(["HttpApiCloudWatchRole"]);
  });

  it("name resources, or a reason why not", () => {
    const wide = allowed.flatMap(([role, { actions, resources }]) =>
      resources.filter((resource) => resource.endsWith("*")).map((resource) => ({ role, actions, resource })),
    );
    const unexplained = wide.filter(({ actions, resource }) =>
      resource === "*" ? actions.some((action) => !WITHOUT_RESOURCE[action]) : !WILDCARDS[resource],
    );
    expect(unexplained).toEqual([]);
  });

  it("may use no service as a whole", () => {
    const whole = allowed.flatMap(([, { actions }]) => actions).filter((action) => /^\*|:\*/.test(action));
    expect(whole).toEqual([]);
  });

  it("cannot delete or scan a table", () => {
    const actions = allowed.flatMap(([, statement]) => statement.actions);
    expect(actions.filter((action) => /dynamodb:(Delete|Scan|PartiQL|Batch(?!Get))/.test(action))).toEqual([]);
  });

  it("change items in place only to count what a number pool has sent and what a key was used for", () => {
    const updates = allowed.filter(([, { actions }]) => actions.includes("dynamodb:UpdateItem"));
    expect(updates.map(([role, statement]) => `${role}: ${formatStatement(statement)}`).sort()).toEqual([
      "ReceiveLead: Allow dynamodb:UpdateItem on LeadsTable when ForAllValues:StringLike dynamodb:LeadingKeys = KEYUSE#*",
      "RecordBookings: Allow dynamodb:UpdateItem on LeadsTable when ForAllValues:StringLike dynamodb:LeadingKeys = KEYUSE#*",
      "SendSms: Allow dynamodb:UpdateItem on LeadsTable when ForAllValues:StringLike dynamodb:LeadingKeys = P#*#PACE#*",
    ]);
  });

  it("use keys by way of the service that holds what they encrypt", () => {
    const direct = allowed.filter(
      ([, { actions, conditions }]) =>
        actions.some((action) => action.startsWith("kms:")) &&
        !/kms:(ViaService|EncryptionContext)/.test(conditions.join()),
    );
    expect(direct.map(([role]) => role)).toEqual([]);
  });
});

describe("functions", () => {
  const requests = new Map(functionNames().map((name) => [name, requestsOf(name)]));

  it.each([...requests])(
    "%s may do what its code asks of AWS: nothing else would notice before it runs there",
    (name, asked) => {
      const role = constructId(name);
      const may = allowed
        .filter(([allowedRole]) => allowedRole === role)
        .flatMap(([, { actions, resources }]) =>
          actions.flatMap((action) => [action, ...resources.map((resource) => `${action} on ${resource}`)]),
        );
      expect(asked.length).toBeGreaterThan(0);
      expect(asked.filter(({ action }) => !may.includes(action))).toEqual([]);
    },
  );

  it("make every call that the table of adapters knows: a renamed one would no longer count", () => {
    const made = new Set([...requests.values()].flat().map(({ call }) => call));
    const known = Object.values(ADAPTERS).flatMap((calls) => Object.keys(calls));
    expect(known.filter((call) => !made.has(call))).toEqual([]);
  });

  it("ask through adapters whose every request the table knows", () => {
    const known = Object.entries(ADAPTERS).map(([file, calls]) => {
      const names = Object.values(calls).map((action) => /:(\w+)/.exec(action)?.[1] ?? action);
      return [file, [...new Set(names)].sort()];
    });
    expect(actionsInSources()).toEqual(Object.fromEntries(known));
  });

  it("that a stream triggers may read it, which Lambda does in their name", () => {
    const readers = allowed.filter(([, { resources }]) => resources.includes("LeadsTable stream"));
    expect(readers.map(([role, { actions }]) => [role, actions])).toEqual([
      ["PublishEvents", ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"]],
    ]);
  });
});
