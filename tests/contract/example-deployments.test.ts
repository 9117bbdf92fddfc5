import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "@jest/globals";
import { checkDeployment } from "../../infra/admin/deploy/check-deployment.ts";
import { DEPLOYMENT_NOTES } from "../../infra/admin/deployment-field-notes.ts";
import { deploymentSchema } from "../../infra/admin/deployment-schema.ts";
import { CHECKS } from "../../infra/admin/doctor/checks/index.ts";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const folder = "examples/deployments";
const examples = readdirSync(fileURLToPath(new URL(`../../${folder}`, import.meta.url))).filter(
  (name) => !name.endsWith(".schema.json"),
);

describe("examples/deployments/deployment.schema.json", () => {
  it("says what the contract says; `npm run deployment:schema` writes it anew", () => {
    const committed: unknown = JSON.parse(read(`${folder}/deployment.schema.json`));
    expect(committed).toEqual(JSON.parse(JSON.stringify(deploymentSchema().schema)));
  });

  it("describes every field", () => {
    expect(deploymentSchema().undescribed).toEqual([]);
  });
});

describe("the example deployments", () => {
  it.each(examples)("%s names its schema and may be deployed", (name) => {
    const file = `${folder}/${name}`;
    expect(JSON.parse(read(file))).toHaveProperty(["$schema"], "./deployment.schema.json");
    expect(checkDeployment(file, "2026-12-01")).toMatchObject({ mistakes: [] });
  });
});

describe("docs/deployment-file.md", () => {
  it("says of every field what editors say", () => {
    const rows = read("docs/deployment-file.md").split("\n");
    const missing = Object.entries(DEPLOYMENT_NOTES).filter(
      ([path, note]) => !rows.some((row) => row.startsWith(`| \`${path}\` | ${note} |`)),
    );
    expect(missing).toEqual([]);
  });
});

describe("docs/deploy-guide.md", () => {
  it("names every action that the doctor needs", () => {
    const lines = read("docs/deploy-guide.md").split("\n");
    expect(CHECKS.flatMap(({ actions }) => actions).filter((action) => !lines.includes(action))).toEqual([]);
  });
});
