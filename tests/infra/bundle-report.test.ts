import { describe, expect, it } from "@jest/globals";
import type { Metafile } from "esbuild";
import { type BundleReport, foreignInputs, overBudget } from "../../infra/aws/bundling/bundle-report.ts";

const metafileOf = (...paths: string[]): Metafile => ({
  inputs: Object.fromEntries(paths.map((path) => [path, { bytes: 1, imports: [] }])),
  outputs: {},
});
const buildReport = (changes: Partial<BundleReport> = {}): BundleReport => ({
  name: "receive-lead",
  insideBytes: 600_000,
  besideBytes: 300_000,
  foreign: [],
  ...changes,
});

describe("the inputs of a bundle", () => {
  const developmentPackages = new Set(["fast-check", "@jest/globals"]);

  it("may be product code and packages for production", () => {
    const metafile = metafileOf(
      "functions/receive-lead/handler.ts",
      "shared/domain/ids.ts",
      "infra/aws/bundling/lambda-credentials.ts",
      "node_modules/zod/index.js",
      "node_modules/@aws-sdk/client-sfn/dist-es/index.js",
    );
    expect(foreignInputs(metafile, developmentPackages)).toEqual([]);
  });

  it("may not be tests, the local engine or packages for development, however deep they are installed", () => {
    const foreign = [
      "tests/support/memory-store.ts",
      "infra/local/engine.ts",
      "node_modules/@jest/globals/build/index.js",
      "node_modules/zod/node_modules/fast-check/lib/main.js",
    ];
    expect(foreignInputs(metafileOf(...foreign), developmentPackages)).toEqual(foreign);
  });
});

describe("the budget of a bundle", () => {
  it("allows what the design allows", () => {
    expect(overBudget(buildReport({ insideBytes: 900_000, besideBytes: 350_000 }))).toEqual([]);
  });

  it("names each size that is too large, and by how much", () => {
    expect(overBudget(buildReport({ insideBytes: 900_100, besideBytes: 350_100 }))).toEqual([
      "receive-lead: with the AWS SDK it is 900.1 KB; its budget is 900 KB",
      "receive-lead: beside the AWS SDK it is 350.1 KB; its budget is 350 KB",
    ]);
  });

  it("exists for every function", () => {
    expect(overBudget(buildReport({ name: "new-function" }))).toEqual([
      "new-function: has no budget; add one to BUDGETS in infra/aws/bundling/bundle-report.ts",
    ]);
  });

  it("counts code that is not for production as a problem", () => {
    expect(overBudget(buildReport({ foreign: ["tests/support/memory-store.ts"] }))).toEqual([
      "receive-lead: contains tests/support/memory-store.ts, which is not for production",
    ]);
  });
});
