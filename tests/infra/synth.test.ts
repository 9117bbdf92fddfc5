import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "@jest/globals";

const root = fileURLToPath(new URL("../../", import.meta.url));
const functionNames = readdirSync(join(root, "functions"), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);
const assembly = mkdtempSync(join(tmpdir(), "first-touch-assembly-"));
afterAll(() => rmSync(assembly, { recursive: true, force: true }));

/** The command line of the CDK on a machine that knows no account and reaches no network. */
const synth = spawnSync(
  process.execPath,
  ["node_modules/aws-cdk/bin/cdk", "synth", "--quiet", "--no-notices", "--no-lookups", "--output", assembly],
  {
    cwd: root,
    encoding: "utf8",
    env: {
      PATH: `${join(process.execPath, "..")}:${process.env.PATH}`,
      HOME: assembly,
      CDK_DISABLE_CLI_TELEMETRY: "true",
      // An address that refuses: anything that needed an account or the internet would fail.
      HTTPS_PROXY: "http://127.0.0.1:1",
      HTTP_PROXY: "http://127.0.0.1:1",
      AWS_EC2_METADATA_DISABLED: "true",
    },
  },
);

describe("cdk synth", () => {
  it("works without account, network or Docker, and breaks no rule of CloudFormation", () => {
    expect(synth.status === 0 ? "" : synth.stderr).toBe("");
    const report = JSON.parse(readFileSync(join(assembly, "validation-report.json"), "utf8"));
    expect(report.pluginReports).toEqual([]);
  });

  it("bundles every function to a single file", () => {
    const assets = readdirSync(assembly).filter((name) => name.startsWith("asset."));
    expect(assets).toHaveLength(functionNames.length);
    for (const asset of assets) expect(readdirSync(join(assembly, asset))).toEqual(["index.mjs"]);
  });

  it("makes bundles that start with nothing beside them but the variables of the stack", () => {
    const script = fileURLToPath(new URL("./import-bundles.ts", import.meta.url));
    const variables = [
      "LEAD_TABLE",
      "CONTACT_TABLE",
      "FOLLOW_UP_STATE_MACHINE_ARN",
      "LEAD_IMPORT_STATE_MACHINE_ARN",
      "REACTIVATION_STATE_MACHINE_ARN",
      "IMPORT_BUCKET",
      "KEY_RING_SECRET_ID",
      "EVENT_BUS_NAME",
      "MYSTERY_KEY_SECRET_ID",
    ];
    const { stdout, stderr } = spawnSync(process.execPath, ["--no-warnings", script, assembly], {
      encoding: "utf8",
      env: {
        AWS_REGION: "us-east-1",
        ...Object.fromEntries(variables.map((name) => [name, "x"])),
        IMPORT_ROWS_PER_SECOND: "1",
        PUBLIC_URL: "https://example.com",
        MYSTERY_PRACTICES: "",
        MYSTERY_NUMBERS: "",
      },
    });
    expect({ stdout: stdout.trim(), stderr }).toEqual({
      stdout: JSON.stringify(functionNames.map(() => "function")),
      stderr: "",
    });
  });
});
