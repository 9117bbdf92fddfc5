import { describe, expect, it } from "@jest/globals";
import * as z from "zod";
import { readJson } from "../../../shared/platform/json-body.ts";
import { problemOf } from "../../support/problem.ts";

const Schema = z.strictObject({
  limit: z.number().int().default(200),
  plan: z.strictObject({ stages: z.record(z.string(), z.enum(["open", "lost"])) }).optional(),
});
const read = (body: string | undefined) =>
  readJson(body, Schema, { code: "invalid_dry_run", title: "The body is no dry run; see its errors." });
const refused = (body: string) => problemOf((async () => read(body))());

describe("readJson", () => {
  it("answers what the schema makes of the body", () => {
    expect(read('{"plan": {"stages": {"Dead": "lost"}}}')).toEqual({ limit: 200, plan: { stages: { Dead: "lost" } } });
  });

  it.each([undefined, "", " \n"])("takes a body that is not there for an empty object", (body) => {
    expect(read(body)).toEqual({ limit: 200 });
  });

  it("answers 400 for what is no JSON, and quotes none of it", async () => {
    const problem = await refused("limit=+13125550142");
    expect(problem).toMatchObject({ status: 400, code: "invalid_json" });
    expect(JSON.stringify(problem)).not.toContain("555");
  });

  it("answers 422 under the name that it is given, with the place of each mistake and no value", async () => {
    const problem = await refused('{"limit": "+13125550142", "plan": {"stages": {"Dead": "dead"}}}');
    expect(problem).toMatchObject({
      status: 422,
      code: "invalid_dry_run",
      title: "The body is no dry run; see its errors.",
      errors: [
        { path: "limit", code: "invalid_type" },
        { path: "plan.stages.Dead", code: "invalid_value" },
      ],
    });
    expect(JSON.stringify(problem)).not.toMatch(/555|"dead"/);
  });

  it("names the fields that there are not, unless they look like no field's name", async () => {
    const code = "unrecognized_keys";
    expect((await refused('{"limits": 1, "plan": {"stages": {}, "paces": 2}}')).errors).toEqual([
      { path: "plan.paces", code },
      { path: "limits", code },
    ]);
    expect((await refused('{"dana@example.com": 1}')).errors).toEqual([{ path: "", code }]);
    expect((await refused('{"+13125550142": 1, "limits": 1}')).errors).toEqual([{ path: "limits", code }]);
  });

  it.each(["[]", "null", "1", '"limit"'])("answers 422 for %s, which is no object", async (body) => {
    expect(await refused(body)).toMatchObject({ status: 422, errors: [{ path: "", code: "invalid_type" }] });
  });
});
