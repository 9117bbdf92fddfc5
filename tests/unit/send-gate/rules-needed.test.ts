import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { decideSend, RULES, type SendFacts } from "../../../shared/domain/send-gate/send-gate.ts";
import { anyFacts, anyMoment, likelyFacts } from "./any-facts.ts";
import { NEVER } from "./never.ts";
import { buildSendFacts, DAY, HOUR, NIGHT, OPEN } from "./send-facts.ts";

const asked = anyMoment.chain((now) => fc.tuple(likelyFacts(now), fc.constant(now)));
/** Always the same, so that what is found in it is found each time. */
const sample = fc.sample(asked, { numRuns: 10_000, seed: 7 });

describe("each rule of the send gate", () => {
  /** For every rule, facts that nothing but this rule forbids. */
  const ONLY: Record<string, [Partial<SendFacts>, number?]> = {
    "sending switch": [{ mode: "paused" }],
    campaign: [{ campaign: "cancelled" }],
    suppression: [{ suppressions: ["all"] }],
    "consent for the channel": [{ consents: [] }],
    relationship: [{ relationship: "existing" }],
    "lead state": [{ status: "booked" }],
    staleness: [{ staleAt: OPEN - 1 }],
    "quiet hours": [{}, NIGHT],
    "frequency caps": [{ pointTouches: [OPEN - 3 * HOUR, OPEN - 2 * HOUR, OPEN - HOUR] }],
    "usable channel": [{ line: "landline" }],
    registry: [
      { channel: "call_task", startedAt: OPEN - 91 * DAY, consents: [{ class: "call.live", at: OPEN - HOUR }] },
    ],
    "practice policy": [{ flags: ["sensitive"] }],
  };

  it.each(RULES.map(({ name }) => name))("is needed: without %s something goes out that must not", (name) => {
    const [overrides, now = OPEN] = ONLY[name] ?? [{}];
    const facts = buildSendFacts(overrides);
    const others = RULES.filter((rule) => rule.name !== name);
    expect(decideSend(facts, now).decision).not.toBe("allow");
    expect(decideSend(facts, now, others)).toMatchObject({ decision: "allow" });
  });

  it.each(RULES.map(({ name }) => name))("is found missing by the properties: %s", (name) => {
    const others = RULES.filter((rule) => rule.name !== name);
    const caught = sample.some(([facts, now]) => {
      const isForbidden = Object.values(NEVER).some((forbids) => forbids(facts, now));
      return isForbidden && decideSend(facts, now, others).decision === "allow";
    });
    expect(caught).toBe(true);
  });

  it("throws at nothing, however odd", () => {
    const odd = anyMoment.chain((now) => fc.tuple(anyFacts(now), fc.constant(now)));
    fc.assert(fc.property(odd, ([facts, now]) => expect(decideSend(facts, now)).toHaveProperty("decision")));
  });
});
