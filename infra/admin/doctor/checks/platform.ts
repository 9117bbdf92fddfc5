import { GetAccountCommand } from "@aws-sdk/client-api-gateway";
import {
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetTrailStatusCommand,
  type Trail,
} from "@aws-sdk/client-cloudtrail";
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

/** Whether somebody could tell who did what (45 CFR 164.312(b)): in the account by its own trail, with leads by the deployment's. */
export const trailCheck: Check = {
  name: "CloudTrail",
  actions: ["cloudtrail:DescribeTrails", "cloudtrail:GetTrailStatus", "cloudtrail:GetEventSelectors"],
  run: async (context) => {
    const { clients, deployment, deployed } = context;
    const { trailList = [] } = await clients.trails.send(new DescribeTrailsCommand({ includeShadowTrails: true }));
    const own = `${deployment.name}DataAudit`;
    const ownTrail = trailList.find(({ Name }) => Name === own);
    const findings: Finding[] = [
      await accountTrail(
        context,
        trailList.filter((trail) => trail !== ownTrail),
      ),
    ];
    if (!deployed.stacks.has("Data")) return findings;
    const isLogging = ownTrail !== undefined && (await logs(context, own));
    return [
      ...findings,
      isLogging
        ? { status: "ok", about: own, found: "records who reads leads and contacts" }
        : {
            status: "fail",
            about: own,
            found: "does not record who reads leads and contacts",
            fix: `aws cloudtrail start-logging --name ${own}, or deploy the data stack again`,
          },
    ];
  },
};

/** What is done with the account, keys and secrets: any trail of all regions with management events. */
async function accountTrail(context: DoctorContext, trails: readonly Trail[]): Promise<Finding> {
  for (const { TrailARN: name = "", IsMultiRegionTrail } of trails) {
    if (IsMultiRegionTrail !== true || !(await logs(context, name)) || !(await hasManagementEvents(context, name)))
      continue;
    return { status: "ok", found: `${name} records what is done in the account` };
  }
  return {
    status: "fail",
    found: "no trail of all regions records what is done in the account",
    fix: "aws cloudtrail create-trail --name account --s3-bucket-name <bucket> --is-multi-region-trail --enable-log-file-validation, then start-logging",
  };
}

async function logs({ clients }: DoctorContext, Name: string): Promise<boolean> {
  const { IsLogging } = await clients.trails.send(new GetTrailStatusCommand({ Name }));
  return IsLogging === true;
}

async function hasManagementEvents({ clients }: DoctorContext, TrailName: string): Promise<boolean> {
  const selectors = await clients.trails.send(new GetEventSelectorsCommand({ TrailName }));
  const { EventSelectors = [], AdvancedEventSelectors = [] } = selectors;
  const advanced = AdvancedEventSelectors.flatMap(({ FieldSelectors = [] }) => FieldSelectors);
  return (
    EventSelectors.some(({ IncludeManagementEvents }) => IncludeManagementEvents === true) ||
    advanced.some(({ Field, Equals = [] }) => Field === "eventCategory" && Equals.includes("Management"))
  );
}
