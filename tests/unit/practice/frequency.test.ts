import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { Step } from "../../../shared/contracts/practice.ts";
import { frequencyMistakes } from "../../../shared/contracts/practice-checks/frequency.ts";
import { buildPractice } from "../../support/builders/index.ts";
import { cadence, type Draft, mistakesAfter, step } from "./drafts.ts";

/** A nurture cadence of these steps, and caps of so many touches a day and a week to one phone or address. */
const nurture =
  (...changes: Partial<Step>[]) =>
  (draft: Draft) =>
    (draft.cadences.nurture = cadence(...changes));
const sms = (offset: string, more: Partial<Step> = {}): Partial<Step> => ({
  channel: "sms",
  template: "second-sms",
  offset,
  ...more,
});
const daily = (count: number, more: Partial<Step> = {}) =>
  Array.from({ length: count }, (_, index) => sms(`P${index + 1}D`, { at: "12:00", ...more }));
const paths = (mistakes: readonly string[]) => mistakes.map((mistake) => mistake.split(":")[0]);

describe("more touches than the caps allow", () => {
  it("are told with the step that is too many, the moment and the cap", () => {
    const mistakes = mistakesAfter((draft) => {
      Object.assign(step(draft, 1), { channel: "call_task", template: "call-hint", firstResponse: false });
    });
    expect(mistakes).toEqual([
      "cadences.new-lead.steps.3: makes 4 touches to one phone number within 24 hours for a lead of Monday 10:45 " +
        "(first-sms, first-email, first-call-task, second-sms); compliance.caps.perContactPoint.day allows 3",
    ]);
  });

  it("are counted for the moment that is worst: the evening before a text in the morning", () => {
    const texts = [sms("PT0S"), sms("PT10M"), sms("PT20M"), sms("P1D", { at: "09:00" })];
    expect(mistakesAfter(nurture(...texts))).toEqual([
      expect.stringMatching(/^cadences\.nurture\.steps\.3: makes 4 touches to one phone number within 24 hours/),
    ]);
    // A day apart whenever it begins: nothing before 08:00 the next day but one.
    expect(mistakesAfter(nurture(...texts.slice(0, 3), sms("P2D", { at: "20:00", skipIfLaterThan: "P1D" })))).toEqual(
      [],
    );
  });

  it("wait for staff like the tasks that they are", () => {
    const tasks = ["PT0S", "P1D", "P2D"].map((offset) => sms(offset, { channel: "call_task", template: "call-hint" }));
    // Of Friday evening, three are due on Monday morning.
    expect(mistakesAfter(nurture(...tasks))).toEqual([]);
    expect(mistakesAfter(nurture(...tasks, sms("P3D", { at: "09:00" })))).toEqual([
      expect.stringMatching(/within 24 hours for a lead of Friday 1\d:\d\d \(step-1, step-2, step-3, step-4\)/),
    ]);
  });

  it("are counted over seven days, too", () => {
    const week = (draft: Draft) => (draft.compliance.caps.perContactPoint.week = 5);
    const change = (count: number) => (draft: Draft) => {
      week(draft);
      nurture(...daily(count))(draft);
    };
    expect(mistakesAfter(change(5))).toEqual([]);
    expect(mistakesAfter(change(6))).toEqual([
      "cadences.nurture.steps.5: makes 6 touches to one phone number within 7 days for a lead of Monday 00:00 " +
        "(step-1, step-2, step-3, step-4, step-5, step-6); compliance.caps.perContactPoint.week allows 5",
    ]);
  });

  it("are counted for a person over phone and email", () => {
    const mistakes = mistakesAfter((draft) => {
      draft.compliance.caps.perPerson.day = 3;
      nurture(sms("PT0S"), sms("PT1H"), { offset: "PT2H" }, { offset: "PT3H" })(draft);
    });
    expect(mistakes).toHaveLength(2);
    expect(mistakes[1]).toMatch(/^cadences\.nurture\.steps\.\d: makes 4 touches to one person within 24 hours/);
    expect(mistakes[0]).toMatch(/^cadences\.new-lead\.steps\.3: makes 4 touches to one person/);
  });

  it("count what an unreachable phone falls back to as email", () => {
    const fallback = { channel: "email", template: "first-email" } as const;
    const emails = (count: number) =>
      Array.from({ length: count }, (_, hour) => ({ offset: `P${hour + 1}D`, at: "10:00" }));
    const withFallbacks = (draft: Draft) => {
      draft.compliance.caps.perContactPoint.week = 4;
      nurture(...emails(3), sms("P4D", { fallback }), sms("P5D", { fallback }))(draft);
    };
    expect(mistakesAfter(withFallbacks)).toEqual([
      expect.stringMatching(/^cadences\.nurture\.steps\.4: makes 5 touches to one email address within 7 days/),
    ]);
  });
});

describe("touches that no lead gets together", () => {
  const fourOf = (whens: readonly Step["when"][]) =>
    mistakesAfter(nurture(...whens.map((when, hour) => sms(`PT${hour}H`, when === undefined ? {} : { when }))));

  it.each<[string, Step["when"][]]>([
    ["languages", [{ language: ["en"] }, { language: ["en"] }, { language: ["es"] }, undefined]],
    [
      "preferred channels",
      [{ preferredChannel: ["sms"] }, { preferredChannel: ["call", "email"] }, undefined, undefined],
    ],
    ["scores", [{ score: { min: 51 } }, { score: { max: 50 } }, undefined, undefined]],
    [
      "the outcome of a step",
      [undefined, { after: { step: "step-1", was: ["skipped", "failed"] } }, undefined, undefined],
    ],
    [
      "two outcomes of a step",
      [
        undefined,
        { after: { step: "step-1", was: ["delivered"] } },
        { after: { step: "step-1", was: ["undelivered"] } },
        undefined,
      ],
    ],
  ])("are not added up: %s", (_what, whens) => {
    expect(paths(fourOf(whens)).filter((path) => !path?.includes("when"))).toEqual([]);
  });

  it.each<[string, Step["when"][]]>([
    ["the same language", [{ language: ["en"] }, { language: ["en", "es"] }, undefined, undefined]],
    ["scores that meet", [{ score: { min: 50 } }, { score: { max: 50 } }, undefined, undefined]],
    ["what was handed over", [undefined, { after: { step: "step-1", was: ["out", "skipped"] } }, undefined, undefined]],
  ])("are others than those that ask for %s", (_what, whens) => {
    expect(paths(fourOf(whens))).toContain("cadences.nurture.steps.3");
  });
});

describe("frequencyMistakes", () => {
  it("finds a day with too many emails exactly when a run has one", () => {
    const HOURS = 24 * 8;
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: HOURS }), { minLength: 1, maxLength: 9 }), (offsets) => {
        const inOrder = [...offsets].sort((a, b) => a - b);
        // Emails wait for nothing, so they are as far apart as their offsets, whenever the run begins.
        const tooMany = inOrder.some((from) => inOrder.filter((to) => to >= from && to < from + 24).length > 3);
        const tooManyAWeek = inOrder.some((from) => inOrder.filter((to) => to >= from && to < from + 168).length > 8);
        const base = buildPractice();
        const config = {
          ...base,
          compliance: { ...base.compliance, caps: { ...base.compliance.caps, perPerson: { day: 6, week: 42 } } },
          cadences: { ...base.cadences, nurture: cadence(...offsets.map((hours) => ({ offset: `PT${hours}H` }))) },
        };
        const messages = frequencyMistakes(config)
          .map(({ message }) => message)
          .filter((message) => message.includes("email address"));
        expect(messages.some((message) => message.includes("24 hours"))).toBe(tooMany);
        expect(messages.some((message) => message.includes("7 days"))).toBe(tooManyAWeek);
      }),
      { numRuns: 25 },
    );
  });
});
