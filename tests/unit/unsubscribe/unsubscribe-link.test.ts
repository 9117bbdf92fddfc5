import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { readUnsubscribeToken, unsubscribeToken, unsubscribeUrl } from "../../../shared/delivery/unsubscribe-link.ts";
import { LeadIdSchema } from "../../../shared/domain/ids.ts";
import { PRACTICE_ID, pointKey } from "../../support/builders/index.ts";
import { testKeyRing } from "../../support/fakes/key-ring.ts";

const IDS = {
  practiceId: PRACTICE_ID,
  leadId: LeadIdSchema.parse("01KBDEXAMP1E00000000000000"),
  pointKey: pointKey("e"),
};
const ring = testKeyRing([1]);
const token = unsubscribeToken(ring, IDS);

describe("unsubscribe token", () => {
  it("says whose emails it stops", () => {
    expect(readUnsubscribeToken(ring, token)).toEqual(IDS);
  });

  it("needs no escaping in a path, and fits a line of an email", () => {
    const url = unsubscribeUrl("https://links.example.com/prod", token);
    expect(url).toBe(`https://links.example.com/prod/unsubscribe/${token}`);
    expect(token).toMatch(/^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/);
    // SES takes header values of up to 870 characters; the mailbox stands beside it.
    expect(url.length).toBeLessThan(400);
  });

  it("works after the keys were rotated, until its key is gone", () => {
    expect(readUnsubscribeToken(testKeyRing([1, 2]), token)).toEqual(IDS);
    expect(readUnsubscribeToken(testKeyRing([2]), token)).toBeUndefined();
  });

  it("works with no character changed, added or left out", () => {
    const change = fc.record({
      at: fc.nat({ max: token.length - 1 }),
      drop: fc.nat({ max: 2 }),
      by: fc.string({ unit: fc.constantFrom(..."Az09-_.=% "), maxLength: 2 }),
    });
    fc.assert(
      fc.property(change, ({ at, drop, by }) => {
        const changed = token.slice(0, at) + by + token.slice(at + drop);
        fc.pre(changed !== token);
        expect(readUnsubscribeToken(ring, changed)).toBeUndefined();
      }),
    );
  });

  it("is no other text, however long", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 400 }), (text) => {
        expect(readUnsubscribeToken(ring, text)).toBeUndefined();
      }),
    );
    expect(readUnsubscribeToken(ring, "x".repeat(100_000))).toBeUndefined();
  });

  it("is not what was signed for another purpose, or with other ids in it", () => {
    const [payload = ""] = token.split(".");
    expect(readUnsubscribeToken(ring, `${payload}.${ring.sign("action", payload)}`)).toBeUndefined();
    const other = Buffer.from(JSON.stringify(["bright-smile", "x", "y"])).toString("base64url");
    expect(readUnsubscribeToken(ring, `${other}.${ring.sign("unsubscribe", other)}`)).toBeUndefined();
  });
});
