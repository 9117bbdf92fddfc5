import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { decideSend, RULES, type SendFacts } from "../../../shared/domain/send-gate/send-gate.ts";
import { anyMoment, likelyFacts } from "./any-facts.ts";
import { answers, isNight, NEVER } from "./never.ts";
import { buildSendFacts, MINUTE, SECOND } from "./send-facts.ts";

const asked = anyMoment.chain((now) => fc.tuple(likelyFacts(now), fc.constant(now)));
const PAUSES: readonly string[] = ["sending_paused", "campaign_paused"];
/** Always the same, to see that the properties are not empty. */
const sample = fc.sample(asked, { numRuns: 5_000, seed: 1 });

describe("decideSend", () => {
  it("answers with the objection of the first rule that has one", () => {
    fc.assert(
      fc.property(asked, ([facts, now]) => {
        const objections = RULES.map(({ rule }) => rule(facts, now)).filter((one) => one !== undefined);
        const decision = decideSend(facts, now);
        if (objections.length === 0) expect(decision.decision).toBe("allow");
        else expect(decision).toEqual(objections[0]);
      }),
    );
  });

  it("says yes often enough for the properties below to mean something", () => {
    expect(sample.filter(([facts, now]) => decideSend(facts, now).decision === "allow").length).toBeGreaterThan(100);
  });

  it.each(Object.entries(NEVER))("lets nothing out when %s, whatever else is true", (_what, isForbidden) => {
    expect(sample.filter(([facts, now]) => isForbidden(facts, now)).length).toBeGreaterThan(10);
    fc.assert(
      fc.property(asked, ([facts, now]) => {
        if (isForbidden(facts, now)) expect(decideSend(facts, now).decision).not.toBe("allow");
      }),
      { numRuns: 3_000 },
    );
  });

  it("takes what it does not know for a no", () => {
    const unknowns: Partial<SendFacts>[] = [{ zones: [] }, { consents: [] }, { hasContactPoint: false }];
    fc.assert(
      fc.property(fc.constantFrom("sms", "call"), fc.constantFrom(...unknowns), anyMoment, (channel, unknown, now) => {
        const facts = buildSendFacts({ channel, ...unknown });
        expect(decideSend(facts, now).decision).toBe("refuse");
      }),
    );
  });

  it("lets no SMS live past a night, its staleness, the window that it answers in or thirty minutes", () => {
    const ttls = new Set<string>();
    fc.assert(
      fc.property(asked, ([facts, now]) => {
        const decision = decideSend({ ...facts, channel: "sms" }, now);
        if (decision.decision !== "allow") return;
        const end = now + decision.ttlSeconds * SECOND;
        const replyEnd = answers({ ...facts, channel: "sms" }, now) ? (facts.inboundAt ?? 0) + 15 * MINUTE : 0;
        const ackEnd = facts.afterHoursAck ? facts.startedAt + 5 * MINUTE : 0;
        const anyHourEnd = Math.max(replyEnd, ackEnd);
        if (facts.zones.some((zone) => isNight(zone, now))) {
          ttls.add("night");
          expect(end).toBeLessThanOrEqual(anyHourEnd);
        } else if (facts.zones.some((zone) => isNight(zone, end - 1))) {
          expect(end).toBeLessThanOrEqual(anyHourEnd);
        } else ttls.add("day");
        expect(decision.ttlSeconds).toBeGreaterThanOrEqual(5);
        expect(decision.ttlSeconds).toBeLessThanOrEqual(1_800);
        if (facts.staleAt !== undefined) expect(end).toBeLessThanOrEqual(facts.staleAt);
      }),
      { numRuns: 4_000 },
    );
    expect([...ttls].sort()).toEqual(["day", "night"]);
  });

  it("defers to a later moment, at which the same rule no longer objects", () => {
    const reasons = new Set<string>();
    fc.assert(
      fc.property(asked, ([facts, now]) => {
        const decision = decideSend(facts, now);
        // How long somebody pauses, nobody knows.
        if (decision.decision !== "defer" || PAUSES.includes(decision.reason)) return;
        reasons.add(decision.reason);
        expect(decision.notBefore).toBeGreaterThan(now);
        const then = decideSend(facts, decision.notBefore);
        if (then.decision === "defer") expect(then.reason).not.toBe(decision.reason);
      }),
      { numRuns: 3_000 },
    );
    expect([...reasons].sort()).toEqual(["frequency_cap", "quiet_hours"]);
  });
});
