import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { interestLink, type SignedLink, unsubscribeLink } from "../../../shared/delivery/signed-link.ts";
import { LeadIdSchema, PracticeIdSchema, runIdOf } from "../../../shared/domain/ids.ts";
import { PRACTICE_ID, pointKey } from "../../support/builders/index.ts";
import { testKeyRing } from "../../support/fakes/key-ring.ts";

const leadId = LeadIdSchema.parse("01KBDEXAMP1E00000000000000");
const runId = runIdOf(leadId, "reactivation", "t4m9x1");
const ring = testKeyRing([1]);
const BASE = "https://links.example.com/prod";

/** Each kind of link, told of as its own ids and nothing else, with the path that it leads to. */
const LINKS = [
  ["unsubscribe", unsubscribeLink as SignedLink<unknown>, "unsubscribe", [PRACTICE_ID, leadId, pointKey("e")]],
  ["interest", interestLink as SignedLink<unknown>, "interested", [PRACTICE_ID, leadId, runId]],
] as const;

describe.each(LINKS)("a link of the purpose %s", (purpose, link, path, ids) => {
  const token = link.token(ring, ids);

  it("says what it is for", () => {
    expect(link.read(ring, token)).toEqual(ids);
  });

  it("needs no escaping in a path, and fits a line of an email", () => {
    const url = link.url(ring, BASE, ids);
    expect(url).toBe(`${BASE}/${path}/${token}`);
    expect(token).toMatch(/^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/);
    // SES takes header values of up to 870 characters; the mailbox stands beside it.
    expect(url.length).toBeLessThan(400);
  });

  it("works after the keys were rotated, until its key is gone", () => {
    expect(link.read(testKeyRing([1, 2]), token)).toEqual(ids);
    expect(link.read(testKeyRing([2]), token)).toBeUndefined();
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
        expect(link.read(ring, changed)).toBeUndefined();
      }),
    );
  });

  it("is no other text, however long", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 400 }), (text) => {
        expect(link.read(ring, text)).toBeUndefined();
      }),
    );
    expect(link.read(ring, "x".repeat(100_000))).toBeUndefined();
  });

  it("is not what was signed for another purpose, or with other ids in it", () => {
    const [payload = ""] = token.split(".");
    expect(link.read(ring, `${payload}.${ring.sign("action", payload)}`)).toBeUndefined();
    const other = Buffer.from(JSON.stringify(["bright-smile", "x", "y"])).toString("base64url");
    expect(link.read(ring, `${other}.${ring.sign(purpose, other)}`)).toBeUndefined();
  });
});

describe("signed links", () => {
  it("do not stand for each other: whoever may unsubscribe has not asked to be contacted, nor the other way round", () => {
    const unsubscribe = unsubscribeLink.token(ring, [PRACTICE_ID, leadId, pointKey("e")]);
    const interest = interestLink.token(ring, [PRACTICE_ID, leadId, runId]);
    expect([interestLink.read(ring, unsubscribe), unsubscribeLink.read(ring, interest)]).toEqual([
      undefined,
      undefined,
    ]);
    // Not even with the other's ids in it.
    const [payload = ""] = interest.split(".");
    expect(interestLink.read(ring, `${payload}.${ring.sign("unsubscribe", payload)}`)).toBeUndefined();
  });

  it("are read however long a practice's name and a run's id are", () => {
    const practiceId = PracticeIdSchema.parse("p".repeat(40));
    const longest = runIdOf(leadId, "quiet-after-reply", "x".repeat(12));
    const ids = [practiceId, leadId, longest] as const;
    expect(interestLink.read(ring, interestLink.token(ring, [...ids]))).toEqual(ids);
  });
});
