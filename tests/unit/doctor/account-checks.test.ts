import { GetAccountCommand as GetGatewayAccountCommand } from "@aws-sdk/client-api-gateway";
import { DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import { DescribeTrailsCommand, GetEventSelectorsCommand, GetTrailStatusCommand } from "@aws-sdk/client-cloudtrail";
import { GetAccountSettingsCommand } from "@aws-sdk/client-lambda";
import { DescribeSecretCommand } from "@aws-sdk/client-secrets-manager";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { beforeEach, describe, expect, it } from "@jest/globals";
import { accountCheck, agreementsCheck, bootstrapCheck } from "../../../infra/admin/doctor/checks/account.ts";
import { gatewayRoleCheck, lambdaCheck, trailCheck } from "../../../infra/admin/doctor/checks/platform.ts";
import { signInCheck } from "../../../infra/admin/doctor/checks/sign-in.ts";
import { aws, awsError, contextOf, look, resetAws, stack } from "./account.ts";

beforeEach(() => {
  resetAws();
});

describe("the account", () => {
  it("is the one that the file names", async () => {
    aws.sts
      .on(GetCallerIdentityCommand)
      .resolvesOnce({ Account: "111122223333" })
      .resolves({ Account: "999988887777" });
    expect(await look(accountCheck)).toEqual(["ok: 111122223333 in us-east-1"]);
    expect(await look(accountCheck)).toEqual(["fail: the credentials are of 999988887777, the file says 111122223333"]);
  });

  it("is bootstrapped, and recently enough", async () => {
    const bootstrapped = (OutputValue: string) => ({
      Stacks: [{ ...stack("CDKToolkit"), Outputs: [{ OutputKey: "BootstrapVersion", OutputValue }] }],
    });
    aws.cloudFormation.on(DescribeStacksCommand).resolvesOnce(bootstrapped("21")).resolvesOnce(bootstrapped("5"));
    expect(await look(bootstrapCheck)).toEqual(["ok: version 21"]);
    expect(await look(bootstrapCheck)).toEqual(["fail: version 5, 6 is needed"]);
    aws.cloudFormation.on(DescribeStacksCommand).rejects(awsError("ValidationError", "CDKToolkit does not exist"));
    expect(await look(bootstrapCheck)).toEqual(["fail: not bootstrapped"]);
  });
});

describe("agreements", () => {
  const agreement = (baaSignedOn: string, reviewBy: string) =>
    contextOf({
      businessAssociates: [{ vendor: "Amazon Web Services", services: ["hosting"], baaSignedOn, reviewBy }],
    });

  it("are signed and not overdue; whether AWS's is active is confirmed by hand", async () => {
    expect(await look(agreementsCheck)).toEqual([
      "ok: Amazon Web Services: signed on 2026-10-01, reviewed again by 2027-10-01",
      "unknown: AWS Artifact: no call tells whether AWS's agreement is active",
    ]);
    expect((await look(agreementsCheck, agreement("2026-12-02", "2027-12-01")))[0]).toMatch(/^fail: .*to be signed on/);
    expect((await look(agreementsCheck, agreement("2025-11-01", "2026-11-30")))[0]).toMatch(/^warn: .*to be reviewed/);
  });
});

describe("Lambda's concurrency", () => {
  const limits = (ConcurrentExecutions: number, UnreservedConcurrentExecutions = ConcurrentExecutions) =>
    aws.lambda
      .on(GetAccountSettingsCommand)
      .resolves({ AccountLimit: { ConcurrentExecutions, UnreservedConcurrentExecutions } });

  it("is fine from a hundred on", async () => {
    limits(1000);
    expect(await look(lambdaCheck)).toEqual(["ok: 1000 at a time"]);
  });

  it("of a new account deploys and works, and should be raised", async () => {
    limits(10);
    expect(await look(lambdaCheck)).toEqual([
      "warn: 10 at a time: it deploys and works, but about 3 leads at once fill it, and posts are then answered 503 for a moment",
    ]);
  });

  it("is too small when others reserved it", async () => {
    limits(1000, 4);
    expect(await look(lambdaCheck)).toEqual(["fail: 4 of 1000 are left by reservations of others"]);
  });
});

describe("API Gateway's role for logs", () => {
  const role = (cloudwatchRoleArn?: string) =>
    aws.apiGateway.on(GetGatewayAccountCommand).resolves(cloudwatchRoleArn === undefined ? {} : { cloudwatchRoleArn });
  const deployed = () => contextOf({}, { stacks: ["Pipeline"] });

  it("is set by the pipeline stack, which replaces another's", async () => {
    role();
    expect(await look(gatewayRoleCheck)).toEqual(["ok: none yet: the pipeline stack sets it"]);
    expect((await look(gatewayRoleCheck, deployed()))[0]).toMatch(/^fail: API Gateway has no role/);
    role("arn:aws:iam::111122223333:role/others");
    expect((await look(gatewayRoleCheck))[0]).toMatch(/^warn: the pipeline stack replaces arn:aws:iam/);
    expect(await look(gatewayRoleCheck, deployed())).toEqual(["ok: API Gateway writes access logs"]);
  });
});

describe("the audit trail", () => {
  const account = { Name: "account", TrailARN: "arn:trail/account", IsMultiRegionTrail: true };
  const own = { Name: "FirstTouchDataAudit", TrailARN: "arn:trail/own", IsMultiRegionTrail: false };
  const trails = (trailList: (typeof account)[], logging: readonly string[], eventCategory = "Management") => {
    aws.trails.on(DescribeTrailsCommand).resolves({ trailList });
    aws.trails.on(GetTrailStatusCommand).resolves({ IsLogging: false });
    for (const Name of logging) aws.trails.on(GetTrailStatusCommand, { Name }).resolves({ IsLogging: true });
    const FieldSelectors = [{ Field: "eventCategory", Equals: [eventCategory] }];
    aws.trails.on(GetEventSelectorsCommand).resolves({ AdvancedEventSelectors: [{ FieldSelectors }] });
  };
  const NONE = "fail: no trail of all regions records what is done in the account";

  it("of the account records what is done in all regions", async () => {
    trails([account], ["arn:trail/account"]);
    expect(await look(trailCheck)).toEqual(["ok: arn:trail/account records what is done in the account"]);
    trails([account], ["arn:trail/account"], "Data");
    expect(await look(trailCheck)).toEqual([NONE]);
    trails([account], []);
    expect(await look(trailCheck)).toEqual([NONE]);
    trails([], []);
    expect(await look(trailCheck)).toEqual([NONE]);
  });

  it("of the deployment records who reads leads, once there are any", async () => {
    const deployed = contextOf({}, { stacks: ["Data"] });
    trails([account, own], ["arn:trail/account", "FirstTouchDataAudit"]);
    expect((await look(trailCheck, deployed))[1]).toBe("ok: FirstTouchDataAudit: records who reads leads and contacts");
    trails([own], []);
    expect(await look(trailCheck, deployed)).toEqual([
      NONE,
      "fail: FirstTouchDataAudit: does not record who reads leads and contacts",
    ]);
  });
});

describe("sign-in by an identity provider", () => {
  const provider = { name: "NorthStar", issuer: "https://login.example.com", clientId: "c", clientSecretId: "s" };
  const signIn = {
    domainPrefix: "p-q-r",
    callbackUrls: ["https://desk.example.com/in"],
    identityProviders: [provider],
  };

  it("needs its secret before the data stack", async () => {
    aws.secrets.on(DescribeSecretCommand).resolvesOnce({ Name: "s" }).rejects(awsError("ResourceNotFoundException"));
    expect(await look(signInCheck, contextOf({ signIn }))).toEqual(["ok: NorthStar: its client secret is in s"]);
    expect(await look(signInCheck, contextOf({ signIn }))).toEqual([
      "fail: NorthStar: there is no secret s: the data stack cannot be deployed",
    ]);
    expect(await look(signInCheck)).toEqual([]);
  });
});
