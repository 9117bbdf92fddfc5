import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "@jest/globals";
import type { DeploymentFile } from "../../infra/deployment/deployment.ts";
import { writePractices } from "./practice-files.ts";

interface Finding {
  readonly id: string;
  readonly path: string;
}
interface Acknowledgement extends Finding {
  readonly reason: string;
  readonly isResource: boolean;
}

const script = fileURLToPath(new URL("./check-policies.ts", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "first-touch-policies-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Synthesizes with the checks that deploying has. */
function check(changes: Partial<DeploymentFile>, ...how: string[]) {
  const args = ["--no-warnings", script, folder, JSON.stringify(changes), ...how];
  // The rules of CloudFormation take seconds; synth.test.ts applies them.
  const env = { ...process.env, CDK_VALIDATION: "false" };
  return spawnSync(process.execPath, args, { encoding: "utf8", maxBuffer: 64 * 1024 * 1024, env });
}

const deployments: readonly (readonly [string, Partial<DeploymentFile>])[] = [
  ["the example", {}],
  [
    "an agency with two practices, an identity provider and a mystery shopper",
    {
      name: "Agency",
      practices: writePractices(["bright-smile", "harbor-dermatology"]),
      signIn: {
        domainPrefix: "harbor-agency",
        callbackUrls: ["https://desk.harbor.example.com/signed-in"],
        identityProviders: [
          {
            name: "Harbor",
            issuer: "https://login.harbor.example.com",
            clientId: "first-touch",
            clientSecretId: "first-touch/harbor-oidc",
          },
        ],
      },
      mysteryShopper: { practices: ["bright-smile"] },
    },
  ],
];
const keyOf = ({ id, path }: Finding) => `${id} on ${path}`;

describe.each(deployments)("%s", (_, changes) => {
  const { status, stderr, stdout } = check(changes);
  const { found, acknowledged } = JSON.parse(status === 0 ? stdout : '{"found":[],"acknowledged":[]}') as {
    found: Finding[];
    acknowledged: Acknowledgement[];
  };

  it("has no finding of AwsSolutions or HIPAA.Security that nobody acknowledged", () => {
    expect(status === 0 ? "" : stderr).toBe("");
    const known = new Set(acknowledged.map(keyOf));
    expect(found.map(keyOf).filter((finding) => !known.has(finding))).toEqual([]);
  });

  it("acknowledges nothing that is not found any more", () => {
    const still = new Set(found.map(keyOf));
    expect(still.size).toBeGreaterThan(0);
    expect(acknowledged.map(keyOf).filter((one) => !still.has(one))).toEqual([]);
  });

  it("acknowledges each finding on the one resource that has it, with a reason", () => {
    expect(acknowledged.filter(({ isResource }) => !isResource).map(keyOf)).toEqual([]);
    for (const { reason } of acknowledged) expect(reason).toMatch(/^[A-Z].{30,200}\.$/);
  });
});

describe("a resource that keeps no rule", () => {
  it("stops synthesis, and so deployment", () => {
    const { status, stdout, stderr } = check({}, "careless");
    expect(status).not.toBe(0);
    for (const id of ["AwsSolutions-S1", "HIPAA.Security-S3BucketLoggingEnabled"])
      expect(`${stdout}${stderr}`).toContain(`'${id.split("-")[0]}::${id}'`);
  });
});
