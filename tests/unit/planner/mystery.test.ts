import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { Lead } from "../../../shared/domain/entities/lead.ts";
import type { Run } from "../../../shared/domain/entities/run.ts";
import { planNextAction } from "../../../shared/domain/planner/plan-next-action.ts";
import { buildDesk, buildFacts, buildProgress, DAY, ENROLLED_AT, MINUTE } from "../../support/plan-facts.ts";

const factsOf = (lead: Partial<Lead> = {}, run: Partial<Run> = {}) =>
  buildFacts({ lead: { mystery: true, ...lead }, run });
const answered = {
  status: "following_up",
  clocks: { startedAt: ENROLLED_AT, firstResponseAt: ENROLLED_AT + 800 },
} as const;
const FINISH = { type: "finish", outcome: "exhausted" };

describe("planNextAction: a test of our own", () => {
  it("is answered like any other lead", () => {
    const { staleAt: _, ...lead } = planNextAction(buildFacts(), ENROLLED_AT) as unknown as Record<string, unknown>;
    expect(planNextAction(factsOf(), ENROLLED_AT)).toMatchObject(lead);
  });

  it("is not held back for people where they answer first: none of them hears of it", () => {
    const sla = { mode: "person-first", autoAfterSeconds: 300 } as const;
    const facts = buildFacts({ lead: { mystery: true }, sla, desk: buildDesk(["maya"]) });
    expect(planNextAction(buildFacts({ sla, desk: buildDesk(["maya"]) }), ENROLLED_AT)).toMatchObject({
      type: "alertStaff",
    });
    expect(planNextAction(facts, ENROLLED_AT)).toMatchObject({ type: "send", stepKey: "hello-sms" });
  });

  it("ends as soon as it is answered: no call, no second message, no reminder", () => {
    const steps = { "hello-sms": buildProgress() };
    expect(planNextAction(factsOf(answered, { steps }), ENROLLED_AT + 900)).toEqual(FINISH);
  });

  it("ends when all its first responses have failed, and tells nobody", () => {
    const failed = buildProgress({ state: "failed" });
    const steps = { "hello-sms": failed, "hello-email": { ...failed, channel: "email" as const } };
    expect(planNextAction(factsOf({}, { steps }), ENROLLED_AT + 900)).toEqual(FINISH);
  });

  it("is answered by email when the text message was refused or has to wait", () => {
    const deferred = buildProgress({ state: "deferred", reason: "quiet_hours", notBefore: ENROLLED_AT + DAY });
    for (const progress of [deferred, buildProgress({ state: "skipped", reason: "no_consent" })])
      expect(planNextAction(factsOf({}, { steps: { "hello-sms": progress } }), ENROLLED_AT + 50)).toMatchObject({
        type: "send",
        stepKey: "hello-email",
      });
  });

  it("is worth no answer ten minutes later: what a pause held back does not come out with its end", () => {
    const paused = buildProgress({ state: "deferred", reason: "sending_paused", notBefore: ENROLLED_AT + DAY });
    const steps = { "hello-sms": paused, "hello-email": { ...paused, channel: "email" as const } };
    expect(planNextAction(factsOf({}, { steps }), ENROLLED_AT + DAY)).toMatchObject({
      type: "send",
      staleAt: ENROLLED_AT + 10 * MINUTE,
    });
  });

  it("alerts nobody at any time, whatever is known of it and however late it is", () => {
    const states = fc.constantFrom("sent", "skipped", "failed", "deferred", "retry", "ambiguous", "shadowed");
    const progress = fc.record({ state: states, at: fc.integer({ min: ENROLLED_AT, max: ENROLLED_AT + DAY }) });
    const flags = fc.subarray(["minor", "sensitive", "suppressed_person", "identity_conflict"] as const);
    const facts = fc.record({
      sms: fc.option(progress),
      email: fc.option(progress),
      flags,
      relationship: fc.constantFrom("new", "existing"),
      status: fc.constantFrom("unanswered", "following_up"),
      revivals: fc.integer({ min: 0, max: 9 }),
      later: fc.integer({ min: 0, max: 20 * DAY }),
    });
    fc.assert(
      fc.property(facts, ({ sms, email, flags: given, relationship, status, revivals, later }) => {
        const steps = {
          ...(sms ? { "hello-sms": buildProgress(sms as never) } : {}),
          ...(email ? { "hello-email": buildProgress({ ...email, channel: "email" } as never) } : {}),
        };
        const alerts = [{ key: "alert-emergency-1", reason: "emergency", at: ENROLLED_AT }] as const;
        const lead = { flags: given, relationship, status } as Partial<Lead>;
        const action = planNextAction(factsOf(lead, { steps, revivals, alerts: [...alerts] }), ENROLLED_AT + later);
        expect(["send", "wait", "finish", "skip"]).toContain(action.type);
        if (action.type === "send") expect(["hello-sms", "hello-email"]).toContain(action.stepKey);
      }),
    );
  });
});
