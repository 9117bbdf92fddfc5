import { describe, expect, it } from "@jest/globals";
import * as z from "zod";
import { readTolerant } from "../../../shared/contracts/tolerant-read.ts";

const PlainSchema = z.strictObject({
  name: z.string(),
  parts: z.array(z.strictObject({ size: z.number() })),
  byKey: z.record(z.string().regex(/^[a-z]+$/), z.strictObject({ at: z.number() })),
  place: z.strictObject({ zone: z.string().optional() }),
});
const PLAIN = { name: "n", parts: [{ size: 1 }], byKey: { a: { at: 1 } }, place: {} };

const TaggedSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("send"), to: z.strictObject({ channel: z.enum(["sms", "email"]) }) }),
  z.strictObject({ type: z.literal("wait"), until: z.number() }),
]);
const EitherSchema = z.union([z.strictObject({ sms: z.string() }), z.strictObject({ email: z.string() })]);

describe("readTolerant", () => {
  it.each([
    ["on top", { ...PLAIN, added: 1 }],
    ["in an object", { ...PLAIN, place: { state: "IL" } }],
    ["in an item of a list", { ...PLAIN, parts: [{ size: 1 }, { size: 2, unit: "mm" }] }],
    ["in an entry of a record", { ...PLAIN, byKey: { a: { at: 1, by: "maria" } } }],
    ["in several places", { ...PLAIN, added: { deep: [1] }, place: { state: "IL" } }],
  ])("keeps a field that it does not know: %s", (_where, value) => {
    expect(readTolerant(PlainSchema, value)).toEqual({ success: true, data: value });
  });

  it.each([
    ["beside the tag", TaggedSchema, { type: "wait", until: 1, added: true }],
    ["below an option", TaggedSchema, { type: "send", to: { channel: "sms", sender: "pool" } }],
    ["in one of two objects without a tag", EitherSchema, { sms: "s", added: true }],
    ["in an object that could be either", EitherSchema, { sms: "s", email: "e" }],
    [
      "in a union within an object",
      z.strictObject({ action: TaggedSchema }),
      { action: { type: "wait", until: 1, x: 2 } },
    ],
  ])("keeps a field that a union does not know: %s", (_where, schema: z.ZodType, value) => {
    expect(readTolerant(schema, value)).toEqual({ success: true, data: value });
  });

  it.each([
    ["a wrong type", PlainSchema, { ...PLAIN, name: 1 }],
    ["a missing field", PlainSchema, { ...PLAIN, place: undefined }],
    ["a wrong type in an item of a list", PlainSchema, { ...PLAIN, parts: [{ size: "1" }] }],
    ["a key of a record that is none", PlainSchema, { ...PLAIN, byKey: { A1: { at: 1 } } }],
    ["a tag that it does not know", TaggedSchema, { type: "call" }],
    ["a wrong type below an option", TaggedSchema, { type: "send", to: { channel: "fax" } }],
    ["a wrong type in every option", EitherSchema, { sms: 1 }],
    ["no object", PlainSchema, "text"],
  ])("refuses %s, with or without an added field", (_case, schema: z.ZodType, value) => {
    expect(readTolerant(schema, value).success).toBe(false);
    if (typeof value === "object") expect(readTolerant(schema, { ...value, added: 1 }).success).toBe(false);
  });

  it("answers the errors of the strict schema when it refuses", () => {
    const value = { ...PLAIN, name: 1, added: 1 };
    expect(readTolerant(PlainSchema, value).error?.issues).toEqual(PlainSchema.safeParse(value).error?.issues);
  });
});
