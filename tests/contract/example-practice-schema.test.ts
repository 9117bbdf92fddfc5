import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { FIELD_NOTES } from "../../infra/admin/practice-field-notes.ts";
import { practiceSchema, undescribed } from "../../infra/admin/practice-schema.ts";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

describe("examples/practices/practice.schema.json", () => {
  it("says what the contract says; `npm run practice:schema` writes it anew", () => {
    const committed: unknown = JSON.parse(read("examples/practices/practice.schema.json"));
    expect(committed).toEqual(JSON.parse(JSON.stringify(practiceSchema())));
  });

  it("describes every field", () => {
    expect(undescribed()).toEqual([]);
  });

  it("wants what a file cannot leave out, and nothing that has a default", () => {
    const { required } = practiceSchema() as { required: string[] };
    expect(required).toEqual(expect.arrayContaining(["practiceId", "publicName", "cadences", "templates"]));
    expect(required).not.toEqual(expect.arrayContaining(["compliance"]));
    expect(required).not.toEqual(expect.arrayContaining(["$schema"]));
  });

  it("is named by both examples", () => {
    expect(JSON.parse(read("examples/practices/bright-smile.json"))).toHaveProperty(
      ["$schema"],
      "./practice.schema.json",
    );
    expect(JSON.parse(read("examples/sensitive-practice/harbor-house.json"))).toHaveProperty(
      ["$schema"],
      "../practices/practice.schema.json",
    );
  });
});

describe("docs/practice-configuration.md", () => {
  it("says of every field what editors say", () => {
    const rows = read("docs/practice-configuration.md").split("\n");
    const missing = Object.entries(FIELD_NOTES).filter(([path, note]) => !rows.includes(`| \`${path}\` | ${note} |`));
    expect(missing).toEqual([]);
  });
});
