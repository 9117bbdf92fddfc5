import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { deriveConsents } from "../../../shared/domain/consent/derive-consents.ts";

const RECEIVED_AT = Date.UTC(2026, 11, 1, 16, 2);
const MINUTE = 60_000;
const inquiry = { hasPhone: true, hasEmail: true, receivedAt: RECEIVED_AT };
const classes = (input: Parameters<typeof deriveConsents>[0]) => deriveConsents(input).map((grant) => grant.class);

describe("deriveConsents", () => {
  it("lets a bare inquiry be answered by email and a live call, and by nothing automated", () => {
    expect(deriveConsents(inquiry)).toEqual([
      { class: "email", at: RECEIVED_AT, basis: "inquiry" },
      { class: "call.live", at: RECEIVED_AT, basis: "inquiry" },
    ]);
  });

  it("takes true in the post for the written class of that channel", () => {
    const atMs = RECEIVED_AT - 2 * MINUTE;
    expect(deriveConsents({ ...inquiry, posted: { sms: true, call: true, email: true, atMs } })).toEqual([
      { class: "email", at: atMs, basis: "post" },
      { class: "sms.marketing_written", at: atMs, basis: "post" },
      { class: "call.live", at: atMs, basis: "post" },
      { class: "call.automated_written", at: atMs, basis: "post" },
    ]);
  });

  it("follows the wording of the source where the post says nothing", () => {
    const sourceWording = { sms: true, call: false, email: true };
    expect(deriveConsents({ ...inquiry, sourceWording })).toEqual([
      { class: "email", at: RECEIVED_AT, basis: "source_wording" },
      { class: "sms.marketing_written", at: RECEIVED_AT, basis: "source_wording" },
      { class: "call.live", at: RECEIVED_AT, basis: "inquiry" },
    ]);
  });

  it("lets a posted false override the wording of the source", () => {
    const sourceWording = { sms: true, call: true, email: true };
    expect(classes({ ...inquiry, sourceWording, posted: { sms: false } })).toEqual([
      "email",
      "call.live",
      "call.automated_written",
    ]);
    expect(classes({ ...inquiry, sourceWording, posted: { sms: false, call: false, email: false } })).toEqual([]);
  });

  it("gives nothing for a channel that has no contact point", () => {
    const posted = { sms: true, call: true, email: true };
    expect(classes({ ...inquiry, hasPhone: false, posted })).toEqual(["email"]);
    expect(classes({ ...inquiry, hasEmail: false, posted })).not.toContain("email");
  });

  it("does not count consent dated in the future, but keeps its refusals", () => {
    const posted = { sms: true, call: true, email: false, atMs: RECEIVED_AT + 6 * MINUTE };
    const sourceWording = { sms: true, call: true, email: true };
    expect(deriveConsents({ ...inquiry, posted, sourceWording })).toEqual([
      { class: "call.live", at: RECEIVED_AT, basis: "inquiry" },
    ]);
  });

  it("allows for a clock that runs up to five minutes ahead", () => {
    const posted = { sms: true, atMs: RECEIVED_AT + 5 * MINUTE };
    expect(deriveConsents({ ...inquiry, hasEmail: false, posted })[0]).toEqual({
      class: "sms.marketing_written",
      at: RECEIVED_AT,
      basis: "post",
    });
  });

  it("grants each class once, never in the future, and never one that was refused", () => {
    const channels = { sms: fc.boolean(), call: fc.boolean(), email: fc.boolean() };
    const atMs = fc.oneof(fc.integer({ min: RECEIVED_AT - 10 * MINUTE, max: RECEIVED_AT + 10 * MINUTE }), fc.double());
    const input = fc.record({
      posted: fc.option(fc.record({ ...channels, atMs }, { requiredKeys: [] }), { nil: undefined }),
      sourceWording: fc.option(fc.record(channels), { nil: undefined }),
      hasPhone: fc.boolean(),
      hasEmail: fc.boolean(),
      receivedAt: fc.constant(RECEIVED_AT),
    });
    fc.assert(
      fc.property(input, (facts) => {
        const grants = deriveConsents(facts);
        const granted = grants.map((grant) => grant.class);
        expect(new Set(granted).size).toBe(granted.length);
        for (const grant of grants) {
          expect(Number.isSafeInteger(grant.at) && grant.at >= 0 && grant.at <= RECEIVED_AT).toBe(true);
          const channel = grant.class.split(".")[0] as "sms" | "call" | "email";
          expect(facts.posted?.[channel]).not.toBe(false);
          if (grant.class.endsWith("_written")) {
            expect(facts.posted?.[channel] ?? facts.sourceWording?.[channel]).toBe(true);
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});
