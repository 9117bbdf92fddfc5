import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import {
  readTouchContext,
  readTouchEmailTags,
  touchContext,
  touchEmailTags,
} from "../../../shared/contracts/touch-tags.ts";
import { touchIdOf } from "../../../shared/domain/ids.ts";
import { TAG } from "./messages.ts";

const stepKey = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,39}$/);
const tags = fc.record({ step: stepKey, attempt: fc.integer({ min: 1, max: 9_999 }) }).map(({ step, attempt }) => ({
  ...TAG,
  touchId: touchIdOf(TAG.runId, step, attempt),
}));

describe("touch tags", () => {
  it("come back from an SMS context or a call's attributes as they went", () => {
    fc.assert(
      fc.property(tags, (tag) => {
        expect(readTouchContext({ ...touchContext(tag), prompt: "Hello" })).toEqual(tag);
      }),
    );
  });

  it("come back from email tags as they went, in the characters that SES allows", () => {
    fc.assert(
      fc.property(tags, (tag) => {
        const encoded = touchEmailTags(tag);
        for (const { Name, Value } of encoded) expect(`${Name}${Value}`).toMatch(/^[A-Za-z0-9_-]{1,256}$/);
        const flat = Object.fromEntries(encoded.map(({ Name, Value }) => [Name, Value]));
        expect(readTouchEmailTags(flat)).toEqual(tag);
        const lists = Object.fromEntries(encoded.map(({ Name, Value }) => [Name, [Value]]));
        expect(readTouchEmailTags({ ...lists, "ses:caller-identity": ["first-touch"] })).toEqual(tag);
      }),
    );
  });

  it("are not read out of somebody else's context or tags", () => {
    expect(readTouchContext({})).toBeUndefined();
    expect(readTouchContext({ ...touchContext(TAG), kind: "campaign" })).toBeUndefined();
    expect(readTouchEmailTags({})).toBeUndefined();
    expect(readTouchEmailTags({ ...touchContext(TAG), stepKey: "a", attempt: "0" })).toBeUndefined();
  });

  it("are not made for a touch of another run", () => {
    const foreign = { ...TAG, touchId: touchIdOf("01KBDEXAMP1E00000000000000-other" as never, "a", 1) };
    expect(() => touchEmailTags(foreign)).toThrow("expected a touch id of this run");
  });
});
