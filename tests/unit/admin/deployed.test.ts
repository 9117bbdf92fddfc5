import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CloudFormationClient, DescribeStacksCommand, type Stack } from "@aws-sdk/client-cloudformation";
import { beforeEach, describe, expect, it } from "@jest/globals";
import { mockClient } from "aws-sdk-client-mock";
import { findDeployed } from "../../../infra/admin/aws/deployed.ts";
import { EXAMPLE_DEPLOYMENT, readDeployment } from "../../../infra/deployment/read-deployment.ts";

const cloudFormation = mockClient(CloudFormationClient);
beforeEach(() => {
  cloudFormation.reset();
});

/** A stack as CloudFormation describes it. */
const stack = (StackName: string, outputs: Readonly<Record<string, string>>, account = "111122223333"): Stack => ({
  StackName,
  StackId: `arn:aws:cloudformation:us-east-1:${account}:stack/${StackName}/1`,
  CreationTime: new Date(0),
  StackStatus: "CREATE_COMPLETE",
  Outputs: Object.entries(outputs).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue })),
});
const byFile = () => findDeployed({ deployment: EXAMPLE_DEPLOYMENT });

describe("what a command works on", () => {
  it("is looked up in the stacks of a deployment file, and in no others", async () => {
    cloudFormation.on(DescribeStacksCommand).resolvesOnce({
      Stacks: [
        stack("StagingData", { LeadTableName: "not-this" }),
        stack("FirstTouchData", { LeadTableName: "leads" }),
      ],
      NextToken: "more",
    });
    cloudFormation
      .on(DescribeStacksCommand, { NextToken: "more" })
      .resolves({ Stacks: [stack("FirstTouchPipeline", { ApiUrl: "https://api.example.com/" })] });
    const deployed = await byFile();
    expect(deployed).toMatchObject({ leadTable: "leads", region: "us-east-1" });
    expect(deployed.output("ApiUrl", "--api")).toBe("https://api.example.com/");
  });

  it("is refused when the stacks are in another account than the file says", async () => {
    const elsewhere = stack("FirstTouchData", { LeadTableName: "leads" }, "444455556666");
    cloudFormation.on(DescribeStacksCommand).resolves({ Stacks: [elsewhere] });
    await expect(byFile()).rejects.toThrow("of account 444455556666, the deployment file says 111122223333");
  });

  it("is found whatever else is wrong in the file: a pause must not wait for a practice to be mended", async () => {
    const folder = mkdtempSync(join(tmpdir(), "deployment-"));
    const file = join(folder, "deployment.json");
    const { account, region } = readDeployment(EXAMPLE_DEPLOYMENT);
    writeFileSync(file, JSON.stringify({ account, region, practices: ["gone.json"], alarmEmail: "?" }));
    cloudFormation
      .on(DescribeStacksCommand)
      .resolves({ Stacks: [stack("FirstTouchData", { LeadTableName: "leads" })] });
    try {
      expect(await findDeployed({ deployment: file })).toMatchObject({ leadTable: "leads" });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("is refused before anything is deployed", async () => {
    cloudFormation.on(DescribeStacksCommand).resolves({ Stacks: [] });
    await expect(byFile()).rejects.toThrow("have no output LeadTableName; deploy first: npm run deploy -- ");
  });

  it("is the table that was named, whose other outputs must be named too", async () => {
    const deployed = await findDeployed({ table: "leads" });
    expect(deployed.leadTable).toBe("leads");
    expect(() => deployed.output("KeyRingSecretArn", "--key-ring")).toThrow(
      "--key-ring: expected the output KeyRingSecretArn",
    );
  });

  it.each([
    [{}, "--table: expected the output LeadTableName of the data stack"],
    [{ table: "leads", deployment: EXAMPLE_DEPLOYMENT }, "got both"],
  ])("is refused for %j", async (options, message) => {
    await expect(findDeployed(options)).rejects.toThrow(message);
  });
});
