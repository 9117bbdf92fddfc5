import { describe, expect, it } from "@jest/globals";
import type { Condition } from "../../../shared/contracts/practice.ts";
import type { Lead } from "../../../shared/domain/entities/lead.ts";
import type { Run, StepProgress } from "../../../shared/domain/entities/run.ts";
import { isMet } from "../../../shared/domain/planner/conditions.ts";
import { planNextAction } from "../../../shared/domain/planner/plan-next-action.ts";
import { buildFacts, buildProgress, buildStep, DAY, ENROLLED_AT, HOUR } from "../../support/plan-facts.ts";
import { follow, keysOf } from "./follow.ts";

const answered = {
  status: "following_up",
  clocks: { startedAt: ENROLLED_AT, firstResponseAt: ENROLLED_AT },
} as const;
const NIGHT = ENROLLED_AT + 12 * HOUR;

describe("a condition on the lead", () => {
  const lead: Partial<Lead> = {
    ...answered,
    score: 60,
    answers: { timing: "now" },
    preferredChannel: "sms",
    language: "es",
  };
  it.each<[string, Condition, boolean]>([
    ["nothing", {}, true],
    ["its status", { status: ["following_up", "unanswered"] }, true],
    ["another status", { status: ["nurturing"] }, false],
    ["a score from its own on", { score: { min: 60 } }, true],
    ["a score up to its own", { score: { max: 60 } }, true],
    ["a higher score", { score: { min: 61 } }, false],
    ["a lower score", { score: { max: 59 } }, false],
    ["its answer", { answers: { timing: ["soon", "now"] } }, true],
    ["another answer", { answers: { timing: ["soon"] } }, false],
    ["an answer to a question that was not asked", { answers: { timing: ["now"], budget: ["low"] } }, false],
    ["consents that it gave", { consent: ["email", "sms.marketing_written"] }, true],
    ["a consent that it did not give", { consent: ["email", "call.live"] }, false],
    ["its preferred channel", { preferredChannel: ["sms"] }, true],
    ["another channel", { preferredChannel: ["email", "call"] }, false],
    ["its language", { language: ["es"] }, true],
    ["another language", { language: ["en"] }, false],
    ["all of several", { language: ["es"], score: { min: 10, max: 90 }, status: ["following_up"] }, true],
    ["several, one of which does not hold", { language: ["es"], score: { min: 90 } }, false],
  ])("that names %s is met: %s", (_, when, met) => {
    expect(isMet(when, buildFacts({ lead }), ENROLLED_AT)).toBe(met);
  });

  it.each<[string, Condition]>([
    ["a score", { score: { min: 0 } }],
    ["an answer", { answers: { timing: ["now"] } }],
    ["a preferred channel", { preferredChannel: ["sms", "email", "call"] }],
  ])("on %s that is not known is not met", (_, when) => {
    expect(isMet(when, buildFacts({ lead: answered }), ENROLLED_AT)).toBe(false);
  });

  it.each([
    ["someone is there", true, ENROLLED_AT, true],
    ["someone is there", true, NIGHT, false],
    ["nobody is there", false, ENROLLED_AT, false],
    ["nobody is there", false, NIGHT, true],
  ])("that %s (%s) is judged at the moment", (_, staffed, now, met) => {
    expect(isMet({ staffed }, buildFacts(), now)).toBe(met);
  });
});

describe("a condition on an earlier step", () => {
  const cadence = {
    steps: [
      buildStep({ key: "first", firstResponse: true }),
      buildStep({ key: "other", fallback: { channel: "email", template: "other" } }),
    ],
    acknowledgement: {},
  };
  const results = ["out", "delivered", "undelivered", "skipped", "failed"] as const;

  it.each<[string, Partial<StepProgress> | undefined, readonly (typeof results)[number][]]>([
    ["was not tried", undefined, []],
    ["is being handed over", { state: "claimed", leaseUntil: ENROLLED_AT }, []],
    ["waits", { state: "deferred", notBefore: ENROLLED_AT }, []],
    ["is tried again", { state: "retry", notBefore: ENROLLED_AT }, []],
    ["may be out", { state: "ambiguous", ambiguous: 2 }, []],
    ["may be out and will be repeated", { state: "ambiguous", ambiguous: 1 }, []],
    ["may have been out and was", { state: "ambiguous", ambiguous: 1, delivery: "delivered" }, ["out", "delivered"]],
    ["went out", { state: "sent" }, ["out"]],
    ["would have gone out", { state: "shadowed" }, ["out"]],
    ["arrived", { state: "sent", delivery: "delivered" }, ["out", "delivered"]],
    ["did not arrive", { state: "sent", delivery: "failed" }, ["out", "undelivered"]],
    ["was skipped", { state: "skipped", reason: "no_consent" }, ["skipped"]],
    ["failed", { state: "failed" }, ["failed"]],
  ])("that %s", (_, progress, was) => {
    const steps: Run["steps"] = progress === undefined ? {} : { first: buildProgress(progress) };
    const facts = buildFacts({ cadence, lead: answered, run: { steps } });
    expect(results.filter((result) => isMet({ after: { step: "first", was: [result] } }, facts, ENROLLED_AT))).toEqual(
      was,
    );
  });

  it("is not met by a step that does not exist, nor by one whose fallback is still to come", () => {
    const steps = { other: buildProgress({ state: "skipped", reason: "no_consent" }), gone: buildProgress() };
    const facts = buildFacts({ cadence, lead: answered, run: { steps } });
    expect(isMet({ after: { step: "gone", was: ["out"] } }, facts, ENROLLED_AT)).toBe(false);
    expect(isMet({ after: { step: "other", was: ["skipped"] } }, facts, ENROLLED_AT)).toBe(false);
  });
});

describe("planNextAction: conditions", () => {
  it("settles a step whose condition is not met when it is due, and not before", () => {
    const cadence = {
      steps: [buildStep({ key: "later", offset: "P1D", when: { score: { min: 80 } } })],
      acknowledgement: {},
    };
    const facts = buildFacts({ lead: { ...answered, score: 50 }, cadence });
    expect(planNextAction(facts, ENROLLED_AT)).toMatchObject({ type: "wait", reason: "later: due" });
    expect(planNextAction(facts, ENROLLED_AT + DAY)).toEqual({
      type: "skip",
      stepKey: "later",
      attempt: 1,
      channel: "sms",
      reason: "condition_not_met",
    });
  });

  it("does not let a first response whose condition is not met hold up the next", () => {
    const cadence = {
      steps: [
        buildStep({ key: "texts", firstResponse: true, when: { preferredChannel: ["sms"] } }),
        buildStep({ key: "writes", channel: "email", firstResponse: true }),
      ],
      acknowledgement: {},
    };
    const { done } = follow(buildFacts({ lead: { preferredChannel: "email" }, cadence }), {
      from: ENROLLED_AT,
      until: ENROLLED_AT + HOUR,
    });
    expect(done.map(({ at, action }) => [at, action.type, action.stepKey])).toEqual([
      [ENROLLED_AT, "skip", "texts"],
      [ENROLLED_AT, "send", "writes"],
    ]);
  });

  it("tells a person when the conditions leave no first response", () => {
    const steps = [buildStep({ key: "texts", firstResponse: true, when: { language: ["es"] } })];
    const { done } = follow(buildFacts({ cadence: { steps, acknowledgement: {} } }), {
      from: ENROLLED_AT,
      until: ENROLLED_AT + HOUR,
    });
    expect(done.map(({ action }) => action)).toMatchObject([
      { type: "skip", stepKey: "texts" },
      { type: "alertStaff", reason: "no_automated_channel" },
    ]);
  });

  it("judges a step that waited again when it may go out", () => {
    const steps = [buildStep({ key: "by-day", when: { staffed: true } })];
    const progress = { "by-day": buildProgress({ state: "deferred", notBefore: NIGHT, reason: "pacing" }) };
    const facts = buildFacts({ lead: answered, run: { steps: progress }, cadence: { steps, acknowledgement: {} } });
    expect(planNextAction(facts, NIGHT)).toMatchObject({ type: "skip", stepKey: "by-day", attempt: 1 });
  });

  it("looks into a claim without asking for its condition again: the message may be out", () => {
    const steps = [buildStep({ key: "by-day", when: { staffed: true } })];
    const progress = { "by-day": buildProgress({ state: "claimed", leaseUntil: NIGHT }) };
    const facts = buildFacts({ lead: answered, run: { steps: progress }, cadence: { steps, acknowledgement: {} } });
    expect(planNextAction(facts, NIGHT)).toMatchObject({ type: "send", stepKey: "by-day", attempt: 1 });
  });

  it("follows the branch that an earlier step decides", () => {
    const steps = [
      buildStep({ key: "text" }),
      buildStep({ key: "if-arrived", offset: "P1D", when: { after: { step: "text", was: ["delivered"] } } }),
      buildStep({
        key: "if-not",
        offset: "P1D",
        channel: "email",
        when: { after: { step: "text", was: ["undelivered"] } },
      }),
    ];
    const start = buildFacts({ lead: answered, cadence: { steps, acknowledgement: {} } });
    const { done } = follow(start, {
      from: ENROLLED_AT,
      until: ENROLLED_AT + 2 * DAY,
      become: ({ stepKey }) => (stepKey === "text" ? { delivery: "failed" } : {}),
    });
    expect(keysOf(done.filter(({ action }) => action.type === "send"))).toEqual(["text", "if-not"]);
  });
});
