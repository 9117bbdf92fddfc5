import { describe, expect, it } from "@jest/globals";
import { formatStatement, statementsByRole } from "./statements.ts";
import { propertiesOf, resourcesOf, synthesize } from "./templates.ts";

const { pipeline } = synthesize();

describe("mystery shopping", () => {
  it("rests until the deployment says where", () => {
    const rule = propertiesOf(pipeline, "AWS::Events::Rule").find(({ Description }) =>
      /posts tests/.test(String(Description)),
    );
    expect(rule).toMatchObject({ State: "DISABLED", ScheduleExpression: "rate(15 minutes)" });
  });
});

describe("the mystery shopper", () => {
  it("has a key of its own that no deployment knows, and may read that and nothing of any lead", () => {
    const secret = resourcesOf(pipeline, "AWS::SecretsManager::Secret").get("MysteryKey")?.Properties;
    expect(secret).toMatchObject({ GenerateSecretString: {}, KmsKeyId: expect.anything() });
    const may = statementsByRole(pipeline).get("ShopMystery")?.map(formatStatement) ?? [];
    expect(may).toContain("Allow secretsmanager:GetSecretValue on MysteryKey");
    expect(may.filter((statement) => /dynamodb|sms-voice|ses:|KeyRing/.test(statement))).toEqual([]);
  });
});
