import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Stack } from "@aws-sdk/client-cloudformation";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import type { Account } from "../../../infra/admin/aws/account.ts";
import { createCdk } from "../../../infra/admin/deploy/cdk.ts";
import { type DeployOptions, deploy } from "../../../infra/admin/deploy/deploy.ts";
import { EXAMPLE_DEPLOYMENT } from "../../../infra/deployment/read-deployment.ts";

let folder: string;
let steps: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "deploy-"));
  steps = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

const TABLE = { Resources: { Leads: { Type: "AWS::DynamoDB::Table", Properties: { TableName: "leads" } } } };
const ROLE = { Type: "AWS::IAM::Role", Properties: { ManagedPolicyArns: ["a"] } };
const PIPELINE = { Resources: { Plan: { Type: "AWS::Lambda::Function", Properties: { MemorySize: 512 } } } };
const NO_CREDENTIALS = Object.assign(new Error("none"), { name: "CredentialsProviderError" });

/** The CDK, as far as the deploy command sees it. */
const cdk = (templates: Readonly<Record<string, object>>) => ({
  synth: async (_file: string, into: string) => {
    steps.push("synth");
    const artifacts = Object.fromEntries(Object.keys(templates).map((name) => [name, {}]));
    writeFileSync(join(into, "manifest.json"), JSON.stringify({ artifacts }));
    for (const [name, template] of Object.entries(templates))
      writeFileSync(join(into, `${name}.template.json`), JSON.stringify(template));
  },
  deploy: async (_folder: string, stacks: readonly string[]) => {
    steps.push(`deploy ${stacks.join(" ")}`);
  },
});

/** An account in which these templates are deployed. */
const account = (deployed: Readonly<Record<string, object>>, changes: Partial<Account> = {}) => ({
  number: async () => "111122223333",
  bootstrapVersion: async () => 21 as number | undefined,
  stacks: async () => ({
    stacks: new Map(
      Object.keys(deployed).map((name) => [
        name.slice(10),
        { StackName: name, StackStatus: "CREATE_COMPLETE" } as Stack,
      ]),
    ),
    outputs: new Map([
      ["LeadTableName", "leads"],
      ["ExportsOutputRefX", "of no use to people"],
      ["PublishOutputRefX", "of no use either"],
    ]),
  }),
  template: async (name: string) => (deployed[name] ?? {}) as Readonly<Record<string, unknown>>,
  ...changes,
});

const NEXT = { FirstTouchData: TABLE, FirstTouchPipeline: PIPELINE };

/** Deploys NEXT over what is deployed; `answer` is what a person at the terminal says, or that there is none. */
function run(
  deployed: Readonly<Record<string, object>>,
  changes: Partial<DeployOptions> & {
    answer?: boolean;
    account?: Partial<Account>;
    next?: Record<string, object>;
  } = {},
) {
  const { answer, account: accountChanges, next = NEXT, ...options } = changes;
  const said: string[] = [];
  const ask = async () => answer === true;
  const result = deploy(
    {
      cdk: cdk(next),
      accountIn: () => account(deployed, accountChanges),
      ask: answer === undefined ? undefined : ask,
      say: (text) => said.push(text),
    },
    {
      file: EXAMPLE_DEPLOYMENT,
      folder,
      today: "2026-12-01",
      dryRun: false,
      yes: false,
      concurrency: 2,
      ...options,
    },
  );
  return { result, said };
}

describe("npm run deploy", () => {
  it("deploys what is new, data before pipeline, and says what comes next", async () => {
    const { result } = run({});
    const next = await result;
    expect(steps).toEqual(["synth", "deploy FirstTouchData FirstTouchPipeline"]);
    expect(next).toContain("  LeadTableName  leads\nnext: npm run doctor -- ");
    expect(next).toContain("publish the practice");
    expect(next).not.toContain("OutputRefX");
  });

  it("deploys only what changes, or only the stack that was named", async () => {
    const older = { ...NEXT, FirstTouchPipeline: { Resources: {} } };
    await run(older).result;
    await run({}, { stack: "Data" }).result;
    await run({}, { stack: "FirstTouchPipeline" }).result;
    expect(steps.filter((step) => step !== "synth")).toEqual([
      "deploy FirstTouchPipeline",
      "deploy FirstTouchData",
      "deploy FirstTouchPipeline",
    ]);
  });

  it("deploys nothing when nothing changes, in a dry run, and no stack that there is not", async () => {
    expect(await run(NEXT).result).toContain("nothing to deploy");
    expect(await run({}, { dryRun: true }).result).toBe(
      "would deploy FirstTouchData, FirstTouchPipeline; nothing was changed",
    );
    await expect(run({}, { stack: "Dat" }).result).rejects.toThrow("--stack: got Dat, expected one of FirstTouchData");
    expect(steps).toEqual(["synth", "synth", "synth"]);
  });

  describe("where permissions change or data could be lost", () => {
    const risky = { ...NEXT, FirstTouchPipeline: { Resources: { ...PIPELINE.Resources, Role: ROLE } } };

    it("deploys when a person says yes, or said so beforehand", async () => {
      await run(NEXT, { next: risky, answer: true }).result;
      await run(NEXT, { next: risky, yes: true }).result;
      expect(steps.filter((step) => step !== "synth")).toEqual([
        "deploy FirstTouchPipeline",
        "deploy FirstTouchPipeline",
      ]);
    });

    it("deploys nothing when a person says no, or nobody can be asked", async () => {
      const { result, said } = run(NEXT, { next: risky, answer: false });
      await expect(result).rejects.toThrow("nothing was deployed, as you said");
      expect(said.join("\n")).toContain("FirstTouchPipeline: permissions change");
      await expect(run(NEXT, { next: risky }).result).rejects.toThrow("nobody is here to ask, so nothing was deployed");
      await expect(
        run({ FirstTouchData: { Resources: { ...TABLE.Resources, Old: TABLE.Resources.Leads } } }).result,
      ).rejects.toThrow("nobody is here");
      expect(steps).toEqual(["synth", "synth", "synth"]);
    });
  });

  it.each([
    ["another account", { account: { number: async () => "999988887777" } }, "credentials are of account 999988887777"],
    [
      "an account that is not bootstrapped",
      { account: { bootstrapVersion: async () => undefined } },
      "npx cdk bootstrap",
    ],
    ["a bootstrap that is too old", { account: { bootstrapVersion: async () => 5 } }, "expected 6 or newer"],
    ["another region", { regionOfEnvironment: "eu-west-1" }, "AWS_REGION is eu-west-1"],
    ["a file that is not there", { file: "nowhere.json" }, "nowhere.json"],
    ["an agreement to come", { today: "2026-09-30" }, "sign it, then deploy"],
    ["no credentials", { account: { number: () => Promise.reject(NO_CREDENTIALS) } }, "there are no AWS credentials"],
  ])("refuses %s before it makes anything", async (_, changes, message) => {
    await expect(run({}, changes).result).rejects.toThrow(message);
    expect(steps).toEqual([]);
  });

  it("checks and synthesizes in a dry run without credentials", async () => {
    const { result } = run({}, { dryRun: true, account: { number: () => Promise.reject(NO_CREDENTIALS) } });
    expect(await result).toContain("nothing to compare with");
    expect(steps).toEqual(["synth"]);
  });
});

describe("the command line of the CDK", () => {
  /** A program in its place, which notes its arguments. */
  const fake = (script: string) => {
    const program = join(folder, "cdk.mjs");
    writeFileSync(program, `import { writeFileSync } from "node:fs";\n${script}`);
    return createCdk(program);
  };

  it("is asked for exactly these stacks and never asks back", async () => {
    const noted = join(folder, "args.json");
    await fake(`writeFileSync(${JSON.stringify(noted)}, JSON.stringify(process.argv.slice(2)));`).deploy(
      "out",
      ["A", "B"],
      {
        concurrency: 2,
      },
    );
    const { default: args } = await import(noted, { with: { type: "json" } });
    expect(args).toEqual(
      expect.arrayContaining(["deploy", "A", "B", "--exclusively", "--app", "out", "--require-approval", "never"]),
    );
  });

  it("stops the deployment when it fails", async () => {
    await expect(fake("process.exit(3);").synth("file.json", "out")).rejects.toThrow("cdk synth ended with code 3");
  });
});
