import { describe, expect, it } from "@jest/globals";
import { mysteryShopping } from "../../infra/aws/stacks/mystery-shopping.ts";
import { SMS_SIMULATOR_NUMBERS } from "../../shared/contracts/simulator.ts";
import { formatStatement, statementsByRole } from "./statements.ts";
import { propertiesOf, resourcesOf, synthesize } from "./templates.ts";

const { pipeline } = synthesize();
const contextOf = (context: Record<string, unknown>) => mysteryShopping({ tryGetContext: (key) => context[key] });

describe("mystery shopping", () => {
  it("rests until the context of the deployment says where", () => {
    expect(contextOf({})).toEqual({ practiceIds: [], everyMinutes: 15, numbers: SMS_SIMULATOR_NUMBERS });
    const rule = propertiesOf(pipeline, "AWS::Events::Rule").find(({ Description }) =>
      /posts tests/.test(String(Description)),
    );
    expect(rule).toMatchObject({ State: "DISABLED", ScheduleExpression: "rate(15 minutes)" });
  });

  it("takes practices, minutes and numbers", () => {
    const given = {
      mysteryPractices: "bright-smile, north-side",
      mysteryMinutes: "30",
      mysteryNumbers: "+13125550160,+13125550161",
    };
    expect(contextOf(given)).toEqual({
      practiceIds: ["bright-smile", "north-side"],
      everyMinutes: 30,
      numbers: ["+13125550160", "+13125550161"],
    });
  });

  it.each([
    [{ mysteryPractices: "Bright Smile" }, "mysteryPractices: expected ids of practices"],
    [{ mysteryPractices: ["north-side"] }, "mysteryPractices: expected ids of practices"],
    [{ mysteryNumbers: "(312) 555-0160" }, "mysteryNumbers: expected US numbers in E.164"],
    [{ mysteryMinutes: "2" }, "mysteryMinutes is 2; expected whole minutes from 3 to a day"],
    [{ mysteryMinutes: "hourly" }, "mysteryMinutes is NaN; expected whole minutes"],
  ])("refuses %j and says what it expected", (context, message) => {
    expect(() => contextOf(context)).toThrow(message);
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
