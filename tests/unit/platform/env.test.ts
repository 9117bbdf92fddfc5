import { describe, expect, it } from "@jest/globals";
import * as z from "zod";
import { readEnv } from "../../../shared/platform/env.ts";

const Schema = z.object({ LEAD_TABLE: z.string().min(1), EVENT_BUS_NAME: z.string().regex(/^[a-z-]+$/) });

describe("readEnv", () => {
  it("answers the variables that the schema names", () => {
    const source = { LEAD_TABLE: "leads", EVENT_BUS_NAME: "first-touch", HOME: "/root" };
    expect(readEnv(Schema, source)).toEqual({ LEAD_TABLE: "leads", EVENT_BUS_NAME: "first-touch" });
  });

  it("names every variable that is missing or malformed, and shows no value", () => {
    const read = () => readEnv(Schema, { EVENT_BUS_NAME: "S3cret value" });
    expect(read).toThrow(
      "missing or malformed environment variables: LEAD_TABLE, EVENT_BUS_NAME; set them and deploy again",
    );
    expect(read).not.toThrow(/S3cret/);
  });
});
