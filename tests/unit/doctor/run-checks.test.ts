import { beforeEach, describe, expect, it } from "@jest/globals";
import { runChecks } from "../../../infra/admin/doctor/check.ts";
import { CHECKS } from "../../../infra/admin/doctor/checks/index.ts";
import { reportOf } from "../../../infra/admin/doctor/report.ts";
import { aws, awsError, contextOf, resetAws } from "./account.ts";

const PROVIDER = { name: "NorthStar", issuer: "https://login.example.com", clientId: "c", clientSecretId: "s" };
/** After a deployment, so that every check has something to ask. */
const deployed = () =>
  contextOf(
    { signIn: { domainPrefix: "p-q-r", callbackUrls: ["https://desk.example.com/in"], identityProviders: [PROVIDER] } },
    {
      stacks: ["Data", "Pipeline", "Observability"],
      outputs: {
        LeadTableName: "leads",
        ContactTableName: "contacts",
        UsagePlanId: "plan",
        AlarmTopicArn: "arn:aws:sns:us-east-1:111122223333:alarms",
      },
    },
  );
/** Makes every service answer with an error. */
const failWith = (error: Error) => {
  for (const service of Object.values(aws)) (service as typeof aws.sts).onAnyCommand().rejects(error);
};
const asking = CHECKS.filter(({ actions }) => actions.length > 0);
beforeEach(() => {
  resetAws();
});

describe("the doctor", () => {
  it.each(asking.map((check) => [check.name, check] as const))(
    "%s: names the permission that it lacks",
    async (_, check) => {
      failWith(awsError("AccessDeniedException"));
      const [result] = await runChecks([check], deployed());
      expect(result).toMatchObject({ status: "unknown", found: "no permission to look" });
      expect(result?.fix).toBe(`allow ${check.actions.join(", ")} to whoever runs the doctor`);
    },
  );

  it.each(asking.map((check) => [check.name, check] as const))("%s: says that it was throttled", async (_, check) => {
    failWith(awsError("ThrottlingException"));
    const results = await runChecks([check], deployed());
    expect(results).toMatchObject([{ status: "unknown", found: "AWS throttled the question" }]);
  });

  it("names the one permission where AWS does", async () => {
    const message =
      "User: arn:aws:iam::111122223333:user/x is not authorized to perform: ses:GetAccount on resource: *";
    failWith(awsError("AccessDeniedException", message));
    const results = await runChecks(CHECKS, deployed());
    expect(results.find(({ check }) => check === "email account")?.fix).toContain("allow ses:GetAccount to");
  });

  it("runs every check, whatever one of them comes to", async () => {
    failWith(awsError("InternalFailure", "oops"));
    const results = await runChecks(CHECKS, deployed());
    expect(new Set(results.map(({ check }) => check))).toEqual(new Set(CHECKS.map(({ name }) => name)));
    expect(results.filter(({ found }) => found === "InternalFailure: oops").length).toBeGreaterThan(10);
  });

  it("has a name of its own for each check", () => {
    expect(new Set(CHECKS.map(({ name }) => name)).size).toBe(CHECKS.length);
  });
});

describe("what the doctor prints", () => {
  const results = [
    { check: "account", status: "ok", found: "111122223333 in us-east-1" },
    { check: "SMS number", status: "fail", about: "bright-smile", found: "is PENDING", fix: "wait" },
  ] as const;

  it("is a line for each finding, with what to do below, and the count", () => {
    expect(reportOf(results, { colours: false })).toBe(
      [
        "ok    account     111122223333 in us-east-1",
        "FAIL  SMS number  bright-smile: is PENDING",
        "                  → wait",
        "1 failed, 0 to look at, 0 unknown, 1 fine",
      ].join("\n"),
    );
  });

  it("has colours only where they were asked for", () => {
    const colour = String.fromCharCode(27);
    expect(reportOf(results, { colours: true })).toContain(colour);
    expect(reportOf(results, { colours: false })).not.toContain(colour);
  });
});
