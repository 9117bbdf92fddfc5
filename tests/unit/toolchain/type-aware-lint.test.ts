import { afterAll, describe, expect, it } from "@jest/globals";
import { plantProject, runTool } from "./planted-project.ts";

const planted = plantProject({
  "shared/floating.ts": "async function save(): Promise<void> {}\nexport function start(): void {\n  save();\n}\n",
  "shared/awaited.ts":
    "async function save(): Promise<void> {}\nexport async function start(): Promise<void> {\n  await save();\n}\n",
  "tests/skipped.test.ts":
    'import { expect, it } from "@jest/globals";\nit.skip("is skipped", () => {\n  expect(1).toBe(1);\n});\n',
});

function lint(file: string): { status: number | null; output: string } {
  return runTool("oxlint/bin/oxlint", ["--type-aware", "--deny-warnings", "--format=unix", file], planted.root);
}

describe("type-aware lint", () => {
  afterAll(() => planted.remove());

  it("refuses a promise that nobody waits for", () => {
    const { status, output } = lint("shared/floating.ts");

    expect(output).toContain("no-floating-promises");
    expect(status).toBe(1);
  });

  it("accepts one that is awaited", () => {
    expect(lint("shared/awaited.ts").status).toBe(0);
  });

  it("refuses a skipped test", () => {
    const { status, output } = lint("tests/skipped.test.ts");

    expect(output).toContain("no-disabled-tests");
    expect(status).toBe(1);
  });
});
