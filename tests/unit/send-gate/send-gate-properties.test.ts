import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { decideSend, RULES, type SendFacts } from "../../../shared/domain/send-gate/send-gate.ts";
import {
  ConsentClassSchema,
  LeadStatusSchema,
  SendingModeSchema,
  StepChannelSchema,
} from "../../../shared/domain/vocabulary.ts";
import { buildSendFacts, OPEN } from "./send-facts.ts";

const DAY = 86_400_000;
const zone = fc.constantFrom("America/Chicago", "America/New_York", "America/Los_Angeles", "Pacific/Honolulu", "?");
const moment = fc.integer({ min: OPEN, max: OPEN + 200 * DAY });

const anyFacts: fc.Arbitrary<SendFacts> = fc.record({
  channel: fc.constantFrom(...StepChannelSchema.options),
  mode: fc.constantFrom(...SendingModeSchema.options),
  onTestList: fc.boolean(),
  suppressions: fc.array(fc.constantFrom("all", "email"), { maxLength: 2 }),
  hasContactPoint: fc.boolean(),
  consents: fc.subarray([...ConsentClassSchema.options]),
  relationship: fc.constantFrom("new", "existing"),
  status: fc.constantFrom(...LeadStatusSchema.options),
  flags: fc.subarray(["shared_contact_point", "identity_conflict", "suppressed_person"]),
  staleAt: fc.option(moment, { nil: undefined }),
  zones: fc.subarray(["America/Chicago", "America/New_York", "America/Los_Angeles", "?"]),
});

describe("decideSend", () => {
  it("answers with the objection of the first rule that has one", () => {
    fc.assert(
      fc.property(anyFacts, moment, (facts, now) => {
        const objections = RULES.map(({ rule }) => rule(facts, now)).filter((one) => one !== undefined);
        const decision = decideSend(facts, now);
        if (objections.length === 0) expect(decision.decision).toBe("allow");
        else expect(decision).toEqual(objections[0]);
      }),
    );
  });

  it("refuses or defers whatever else is true, when one rule is broken", () => {
    const breaches: Partial<SendFacts>[] = [
      { mode: "paused" },
      { suppressions: ["all"] },
      { flags: ["suppressed_person"] },
      { hasContactPoint: false },
      { consents: [] },
      { status: "opted_out" },
      { status: "booked" },
      { staleAt: 0 },
    ];
    fc.assert(
      fc.property(anyFacts, moment, fc.constantFrom(...breaches), (facts, now, breach) => {
        expect(decideSend({ ...facts, ...breach }, now).decision).not.toBe("allow");
      }),
    );
  });

  it("takes what it does not know for a no", () => {
    const unknowns: Partial<SendFacts>[] = [{ zones: [] }, { consents: [] }, { hasContactPoint: false }];
    fc.assert(
      fc.property(fc.constantFrom("sms", "call"), fc.constantFrom(...unknowns), moment, (channel, unknown, now) => {
        expect(decideSend(buildSendFacts({ channel, ...unknown }), now).decision).toBe("refuse");
      }),
    );
  });

  it("never lets an SMS live past the window of any zone, its staleness or thirty minutes", () => {
    const hourIn = (timeZone: string, at: number) =>
      Number(new Intl.DateTimeFormat("en-US", { timeZone, hour: "numeric", hourCycle: "h23" }).format(at));
    const zones = fc.array(zone, { minLength: 1, maxLength: 3 });
    const facts = fc.record({ zones, staleAt: fc.option(moment, { nil: undefined }) });
    let allowed = 0;
    fc.assert(
      fc.property(facts, moment, (overrides, now) => {
        const decision = decideSend(buildSendFacts(overrides), now);
        if (decision.decision !== "allow") return;
        allowed += 1;
        const end = now + decision.ttlSeconds * 1_000;
        for (const timeZone of overrides.zones) {
          for (const at of [now, end - 1]) expect(hourIn(timeZone, at)).toBeGreaterThanOrEqual(8);
          for (const at of [now, end - 1]) expect(hourIn(timeZone, at)).toBeLessThan(20);
        }
        expect(decision.ttlSeconds).toBeGreaterThanOrEqual(5);
        expect(decision.ttlSeconds).toBeLessThanOrEqual(1_800);
        if (overrides.staleAt !== undefined) expect(end).toBeLessThanOrEqual(overrides.staleAt);
      }),
      { numRuns: 500 },
    );
    expect(allowed).toBeGreaterThan(20);
  });

  it("defers to a moment at which quiet hours no longer object", () => {
    fc.assert(
      fc.property(fc.constantFrom("sms", "call"), moment, (channel, now) => {
        const facts = buildSendFacts({ channel, zones: ["America/Chicago", "America/Los_Angeles"] });
        const decision = decideSend(facts, now);
        if (decision.decision !== "defer") return;
        expect(decision.notBefore).toBeGreaterThan(now);
        expect(decideSend(facts, decision.notBefore).decision).toBe("allow");
      }),
    );
  });
});
