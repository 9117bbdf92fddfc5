import { GetUsagePlanKeysCommand } from "@aws-sdk/client-api-gateway";
import { DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import { DescribeContinuousBackupsCommand, DescribeTableCommand } from "@aws-sdk/client-dynamodb";
import { ListSubscriptionsByTopicCommand } from "@aws-sdk/client-sns";
import { beforeEach, describe, expect, it } from "@jest/globals";
import { alarmMailCheck, keysCheck, stacksCheck, tablesCheck } from "../../../infra/admin/doctor/checks/deployed.ts";
import { aws, contextOf, look, resetAws, stack } from "./account.ts";

beforeEach(() => {
  resetAws();
});
const withOutputs = (outputs: Readonly<Record<string, string>>) => contextOf({}, { stacks: ["Data"], outputs });

describe("what is deployed", () => {
  it("says which stacks there are, and how they stand", async () => {
    const stacks = [stack("FirstTouchData"), stack("FirstTouchPipeline", "UPDATE_ROLLBACK_COMPLETE")];
    aws.cloudFormation.on(DescribeStacksCommand).resolvesOnce({ Stacks: [] }).resolves({ Stacks: stacks });
    expect(await look(stacksCheck)).toEqual(["ok: nothing is deployed yet: npm run deploy -- <this file>"]);
    expect(await look(stacksCheck)).toEqual([
      "ok: FirstTouchData: CREATE_COMPLETE",
      "fail: FirstTouchPipeline: UPDATE_ROLLBACK_COMPLETE",
    ]);
  });

  it("keeps its tables from being deleted and lost", async () => {
    const table = (DeletionProtectionEnabled: boolean, PointInTimeRecoveryStatus: "ENABLED" | "DISABLED") => {
      const Table = { DeletionProtectionEnabled, SSEDescription: { SSEType: "KMS" as const } };
      aws.dynamo.on(DescribeTableCommand).resolves({ Table });
      aws.dynamo.on(DescribeContinuousBackupsCommand).resolves({
        ContinuousBackupsDescription: {
          ContinuousBackupsStatus: "ENABLED",
          PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus },
        },
      });
    };
    const context = withOutputs({ LeadTableName: "leads" });
    table(true, "ENABLED");
    expect(await look(tablesCheck, context)).toEqual([
      "ok: LeadTableName: protected from deletion, restorable, under its own key",
    ]);
    table(false, "DISABLED");
    expect(await look(tablesCheck, context)).toEqual([
      "fail: LeadTableName: anybody who may can delete it; it cannot be restored to a point in time",
    ]);
  });

  it("mails alarms to an address that confirmed", async () => {
    const subscribed = (SubscriptionArn: string) => ({
      Subscriptions: [{ Endpoint: "ops@brightsmile.example.com", SubscriptionArn }],
    });
    aws.notifications
      .on(ListSubscriptionsByTopicCommand)
      .resolvesOnce(subscribed("PendingConfirmation"))
      .resolves(subscribed("arn:aws:sns:us-east-1:111122223333:alarms:1"));
    const context = withOutputs({ AlarmTopicArn: "arn:aws:sns:us-east-1:111122223333:alarms" });
    expect((await look(alarmMailCheck, context))[0]).toMatch(/^fail: .*has not confirmed/);
    expect((await look(alarmMailCheck, context))[0]).toMatch(/^ok: /);
  });

  it("lets somebody post", async () => {
    aws.apiGateway
      .on(GetUsagePlanKeysCommand)
      .resolvesOnce({ items: [] })
      .resolves({ items: [{ id: "k" }] });
    const context = withOutputs({ UsagePlanId: "plan" });
    expect((await look(keysCheck, context))[0]).toMatch(/^warn: none/);
    expect((await look(keysCheck, context))[0]).toBe("ok: 1 in the usage plan");
  });

  it("is not asked for before there is anything", async () => {
    for (const check of [tablesCheck, alarmMailCheck, keysCheck]) expect(await look(check)).toEqual([]);
  });
});
