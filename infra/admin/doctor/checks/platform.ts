import { GetAccountCommand } from "@aws-sdk/client-api-gateway";
import { DescribeTrailsCommand, GetEventSelectorsCommand, GetTrailStatusCommand } from "@aws-sdk/client-cloudtrail";
import { GetAccountSettingsCommand } from "@aws-sdk/client-lambda";
import type { Check, DoctorContext, Finding } from "../check.ts";

/** What an account of some age has. */
const USUAL_CONCURRENCY = 1000;
/** Below this a handful of leads at a time can throttle: each takes about three functions at once. */
const COMFORTABLE_CONCURRENCY = 100;
/** What a new account has, and what the stacks must work with: they reserve nothing. */
const LEAST_CONCURRENCY = 10;

/** How many functions may run at a time in the account. */
export const lambdaCheck: Check = {
  name: "Lambda concurrency",
  actions: ["lambda:GetAccountSettings"],
  run: async ({ clients }) => {
    const { AccountLimit } = await clients.lambda.send(new GetAccountSettingsCommand({}));
    const total = AccountLimit?.ConcurrentExecutions ?? 0;
    const free = AccountLimit?.UnreservedConcurrentExecutions ?? 0;
    const fix = `aws service-quotas request-service-quota-increase --service-code lambda --quota-code L-B99A9384 --desired-value ${USUAL_CONCURRENCY}; allow days`;
    if (free < LEAST_CONCURRENCY && free < total)
      return [{ status: "fail", found: `${free} of ${total} are left by reservations of others`, fix }];
    if (free >= COMFORTABLE_CONCURRENCY) return [{ status: "ok", found: `${free} at a time` }];
    const found = `${free} at a time: it deploys and works, but about ${Math.max(1, Math.floor(free / 3))} leads at once fill it, and posts are then answered 503 for a moment`;
    return [{ status: "warn", found, fix: `raise it before anything is live: ${fix}` }];
  },
};

/** Whether another application of the account set the role that API Gateway logs with. */
export const gatewayRoleCheck: Check = {
  name: "API Gateway role",
  actions: ["apigateway:GET"],
  run: async ({ clients, deployed }) => {
    const { cloudwatchRoleArn: role } = await clients.apiGateway.send(new GetAccountCommand({}));
    if (deployed.stacks.has("Pipeline"))
      return role === undefined
        ? [
            {
              status: "fail",
              found: "API Gateway has no role to write access logs with",
              fix: "deploy the pipeline stack again, or set it in the API Gateway console, Settings",
            },
          ]
        : [{ status: "ok", found: "API Gateway writes access logs" }];
    if (role === undefined) return [{ status: "ok", found: "none yet: the pipeline stack sets it" }];
    const fix = "nothing, when the others may log with the new role; it is one per account and region";
    return [{ status: "warn", found: `the pipeline stack replaces ${role}, which other APIs log with`, fix }];
  },
};

/** Whether reads of the tables are on record, as 45 CFR 164.312(b) asks for. */
export const trailCheck: Check = {
  name: "CloudTrail",
  actions: ["cloudtrail:DescribeTrails", "cloudtrail:GetTrailStatus", "cloudtrail:GetEventSelectors"],
  run: async (context) => {
    const { trailList = [] } = await context.clients.trails.send(
      new DescribeTrailsCommand({ includeShadowTrails: true }),
    );
    const names = trailList.flatMap(({ TrailARN }) => TrailARN ?? []);
    if (names.length === 0)
      return [
        {
          status: "fail",
          found: "no trail: nobody could tell who did what in this account",
          fix: "aws cloudtrail create-trail --is-multi-region-trail, then start-logging",
        },
      ];
    const findings = [];
    for (const name of names) findings.push(await trailFinding(context, name));
    const best = findings.find(({ status }) => status === "ok") ?? findings[0];
    return best === undefined ? [] : [best];
  },
};

async function trailFinding({ clients }: DoctorContext, Name: string): Promise<Finding> {
  const { IsLogging } = await clients.trails.send(new GetTrailStatusCommand({ Name }));
  if (IsLogging !== true)
    return { status: "fail", found: `${Name} is not logging`, fix: `aws cloudtrail start-logging --name ${Name}` };
  const selectors = await clients.trails.send(new GetEventSelectorsCommand({ TrailName: Name }));
  const { EventSelectors = [], AdvancedEventSelectors = [] } = selectors;
  const types = [
    ...EventSelectors.flatMap(({ DataResources = [] }) => DataResources.map(({ Type }) => Type)),
    ...AdvancedEventSelectors.flatMap(({ FieldSelectors = [] }) =>
      FieldSelectors.filter(({ Field }) => Field === "resources.type").flatMap(({ Equals = [] }) => Equals),
    ),
  ];
  if (types.includes("AWS::DynamoDB::Table")) return { status: "ok", found: `${Name} records reads of tables` };
  const fix = `aws cloudtrail put-event-selectors --trail-name ${Name} with data events of AWS::DynamoDB::Table for the contact table (docs/deploy-guide.md, "Audit trail")`;
  return { status: "warn", found: `${Name} records calls, but no reads of tables`, fix };
}
