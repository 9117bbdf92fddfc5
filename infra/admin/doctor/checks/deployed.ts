import { isDeepStrictEqual } from "node:util";
import { GetUsagePlanKeysCommand } from "@aws-sdk/client-api-gateway";
import { DescribeContinuousBackupsCommand, DescribeTableCommand } from "@aws-sdk/client-dynamodb";
import { ListSubscriptionsByTopicCommand } from "@aws-sdk/client-sns";
import { createPracticeConfigs } from "../../../../shared/adapters/dynamo/practice-configs.ts";
import { createSendingSwitch } from "../../../../shared/adapters/dynamo/sending-switch.ts";
import { createDynamoStore } from "../../../../shared/adapters/dynamo/store.ts";
import type { PracticeConfig } from "../../../../shared/contracts/practice.ts";
import { PracticeConfigSchema } from "../../../../shared/contracts/practice-checks/index.ts";
import { StaffIdSchema } from "../../../../shared/domain/ids.ts";
import { readStacks, STACKS } from "../../aws/stack-outputs.ts";
import type { Check, DoctorContext, Finding } from "../check.ts";

/** How a stack ends that is as its template says. */
const SETTLED = /^(CREATE|UPDATE|IMPORT)_COMPLETE$/;

/** What of the deployment is there. */
export const stacksCheck: Check = {
  name: "stacks",
  actions: ["cloudformation:DescribeStacks"],
  run: async ({ clients, deployment }) => {
    const { name } = deployment;
    const { stacks } = await readStacks(clients.cloudFormation, deployment);
    if (stacks.size === 0) return [{ status: "ok", found: "nothing is deployed yet: npm run deploy -- <this file>" }];
    return STACKS.flatMap((stack): Finding[] => {
      const status = stacks.get(stack)?.StackStatus;
      if (status === undefined) return [];
      const about = `${name}${stack}`;
      if (SETTLED.test(status)) return [{ status: "ok", about, found: status }];
      return [
        {
          status: "fail",
          about,
          found: status,
          fix: "CloudFormation console, the stack, Events: the first failure says why; then deploy again",
        },
      ];
    });
  },
};

/** Whether the tables can be neither deleted by mistake nor lost. */
export const tablesCheck: Check = {
  name: "tables",
  actions: ["dynamodb:DescribeTable", "dynamodb:DescribeContinuousBackups"],
  run: async ({ clients: { dynamo }, deployed: { outputs } }) => {
    const findings: Finding[] = [];
    for (const output of ["LeadTableName", "ContactTableName"]) {
      const TableName = outputs.get(output);
      if (TableName === undefined) continue;
      const { Table } = await dynamo.send(new DescribeTableCommand({ TableName }));
      const backups = await dynamo.send(new DescribeContinuousBackupsCommand({ TableName }));
      const recovery = backups.ContinuousBackupsDescription?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus;
      const flaws = [
        ...(Table?.DeletionProtectionEnabled === true ? [] : ["anybody who may can delete it"]),
        ...(recovery === "ENABLED" ? [] : ["it cannot be restored to a point in time"]),
        ...(Table?.SSEDescription?.SSEType === "KMS" ? [] : ["it is not under a key of its own"]),
      ];
      findings.push(
        flaws.length === 0
          ? { status: "ok", about: output, found: "protected from deletion, restorable, under its own key" }
          : {
              status: "fail",
              about: output,
              found: flaws.join("; "),
              fix: "somebody changed it by hand: deploy the data stack again",
            },
      );
    }
    return findings;
  },
};

/** Whether alarms reach somebody. */
export const alarmMailCheck: Check = {
  name: "alarm mail",
  actions: ["sns:ListSubscriptionsByTopic"],
  run: async ({ clients, deployed: { outputs }, deployment: { alarmEmail } }) => {
    const TopicArn = outputs.get("AlarmTopicArn");
    if (TopicArn === undefined) return [];
    const { Subscriptions = [] } = await clients.notifications.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
    const subscription = Subscriptions.find(({ Endpoint }) => Endpoint === alarmEmail);
    if (subscription?.SubscriptionArn?.startsWith("arn:"))
      return [{ status: "ok", found: `${alarmEmail} gets alarms` }];
    const fix =
      'open the mail "AWS Notification - Subscription Confirmation" there and confirm; deploy again when it is lost';
    return [{ status: "fail", found: `${alarmEmail} has not confirmed: nobody hears an alarm`, fix }];
  },
};

/** Whether anybody can post. */
export const keysCheck: Check = {
  name: "API keys",
  actions: ["apigateway:GET"],
  run: async ({ clients, deployed: { outputs } }) => {
    const usagePlanId = outputs.get("UsagePlanId");
    if (usagePlanId === undefined) return [];
    const { items = [] } = await clients.apiGateway.send(new GetUsagePlanKeysCommand({ usagePlanId }));
    if (items.length > 0) return [{ status: "ok", found: `${items.length} in the usage plan` }];
    return [
      {
        status: "warn",
        found: "none: no form and no vendor can post",
        fix: "npm run access-key (docs/deploy-guide.md)",
      },
    ];
  },
};

/** Whether each practice is published as its file says, what its switch stands at, and whether staff can open their links. */
export const practicesCheck: Check = {
  name: "practice",
  actions: ["dynamodb:GetItem", "dynamodb:BatchGetItem", "kms:Decrypt"],
  run: async (context) => {
    const leadTable = context.deployed.outputs.get("LeadTableName");
    if (leadTable === undefined) return [];
    const findings: Finding[] = [];
    for (const practice of context.deployment.practices)
      findings.push(...(await practiceFindings(context, leadTable, practice)));
    return findings;
  },
};

async function practiceFindings(
  { clients }: DoctorContext,
  leadTable: string,
  practice: PracticeConfig,
): Promise<Finding[]> {
  const { practiceId, staff } = practice;
  const about = practiceId;
  const table = { leadTable, client: clients.documents };
  const current = await createPracticeConfigs(table).current(practiceId);
  const publish = "npm run practice:publish -- <its file> --deployment <this file>";
  if (current === undefined)
    return [{ status: "fail", about, found: "not published: its posts are refused", fix: publish }];
  // As it would be published.
  const inStep = isDeepStrictEqual(current.config, PracticeConfigSchema.parse(practice));
  const version: Finding = inStep
    ? { status: "ok", about, found: `version ${current.version}, as its file says` }
    : { status: "warn", about, found: `version ${current.version} is not what its file says`, fix: publish };
  const { mode } = await createSendingSwitch(table).read(practiceId);
  const sending: Finding =
    mode === "live"
      ? { status: "ok", about, found: "sending is live" }
      : { status: "warn", about, found: `sending is ${mode}`, fix: "docs/deploy-guide.md, the go-live checklist" };
  const store = createDynamoStore(table);
  const members = await Promise.all(
    staff.map(async ({ staffId }) => ({
      staffId,
      member: await store.read("staffMember", { practiceId, staffId: StaffIdSchema.parse(staffId) }),
    })),
  );
  const without = members.filter(({ member }) => member?.pin === undefined).map(({ staffId }) => staffId);
  const pins: Finding =
    without.length === 0
      ? { status: "ok", about, found: "all staff have PINs" }
      : {
          status: "warn",
          about,
          found: `no PIN: ${without.join(", ")}`,
          fix: "npm run staff:pin -- --practice <id> --staff <id> --deployment <this file>",
        };
  return [version, sending, pins];
}
