import { describe, expect, it } from "@jest/globals";
import { practiceSummary } from "../../../infra/admin/practice-summary.ts";
import { buildPractice } from "../../support/builders/index.ts";
import { buildStep } from "../../support/plan-facts.ts";
import { type Change, cadence, mistakesAfter, template, warningsAfter } from "./drafts.ts";

const ALWAYS = warningsAfter(() => undefined);
const newWarnings = (change: Change) => warningsAfter(change).filter((warning) => !ALWAYS.includes(warning));
const winBack =
  (...steps: Parameters<typeof cadence>): Change =>
  (draft) =>
    (draft.campaignCadences = { "win-back": cadence(...steps) });

describe("the cadence of a campaign", () => {
  it("is one more cadence, with steps of its own", () => {
    expect(mistakesAfter(winBack({}, {}))).toEqual([]);
    expect(newWarnings(winBack({}, {}))).toEqual([]);
  });

  it.each<[string, Change, string[]]>([
    [
      "a step name that is used twice",
      winBack({ key: "hello" }, { key: "hello" }),
      ['campaignCadences.win-back.steps.1.key: "hello" is already used above; expected each name once'],
    ],
    [
      "a step name of the planner's",
      winBack({ key: "alert-1" }),
      ['campaignCadences.win-back.steps.0.key: "alert-" begins the names of added steps; choose another'],
    ],
    [
      "an anchor that it does not know",
      winBack({ anchor: "appointmentAt" }),
      ["campaignCadences.win-back.steps.0.anchor: a reactivation run has no appointmentAt; expected enrolledAt"],
    ],
    [
      "a time before it begins",
      winBack({ offset: "-P1D" }),
      ["campaignCadences.win-back.steps.0.offset: lies before the run begins; expected a time after enrolledAt"],
    ],
    [
      "a template that there is not",
      winBack({ template: "gone" }),
      ['campaignCadences.win-back.steps.0.template: there is no template "gone"; add it to templates'],
    ],
    [
      "a status that its lead never has",
      winBack({ when: { status: ["nurturing"] } }),
      [
        "campaignCadences.win-back.steps.0.when.status.0: the lead of a reactivation run is never nurturing when a step is due; expected reactivating",
      ],
    ],
    [
      "a cadence after it that there is not",
      (draft) => (draft.campaignCadences = { "win-back": { ...cadence({}), followedBy: "nurture" } }),
      ["campaignCadences.win-back.followedBy: there is no nurture cadence; add one, or remove this"],
    ],
    [
      "two that nurture follows, which counts from what neither knows",
      (draft) => {
        const followed = { ...cadence({}), followedBy: "nurture" as const };
        draft.campaignCadences = { one: followed, two: followed };
        draft.cadences.nurture = cadence({ anchor: "treatmentCompletedAt" });
      },
      [
        "cadences.nurture.steps.0.anchor: a nurture run that follows reactivation has no treatmentCompletedAt; expected enrolledAt",
      ],
    ],
  ])("is checked for %s", (_what, change, expected) => {
    expect(mistakesAfter(change)).toEqual(expected);
  });

  it("keeps the caps, each by itself", () => {
    const texts = [0, 1, 2, 3].map((hour) => ({
      channel: "sms" as const,
      offset: `PT${hour}H`,
      template: "second-sms",
    }));
    expect(mistakesAfter(winBack(...texts))).toEqual([
      expect.stringMatching(
        /^campaignCadences\.win-back\.steps\.\d: makes 4 touches to one phone number within 24 hours/,
      ),
    ]);
    // Nobody goes through two of them at once.
    expect(
      mistakesAfter((draft) => {
        draft.campaignCadences = { one: cadence(...texts.slice(0, 2)), two: cadence(...texts.slice(0, 2)) };
      }),
    ).toEqual([]);
  });

  it("has no first response, and says so", () => {
    expect(newWarnings(winBack({ firstResponse: true }))).toEqual([
      "campaignCadences.win-back.steps.0.firstResponse: has no effect: a lead in a reactivation run was answered before",
    ]);
  });

  it("is summed up under its name, apart from the others", () => {
    const steps = [buildStep({ key: "a", channel: "email", template: "first-email" })];
    const later = [...steps, buildStep({ key: "b", channel: "email", template: "first-email", offset: "P9D" })];
    const config = buildPractice({
      campaignCadences: { "win-back": { steps: later, acknowledgement: {} }, short: { steps, acknowledgement: {} } },
    });
    const lines = practiceSummary(config);
    expect(lines).toContain("campaigns, win-back: 2 touches over 9 days (2 × email)");
    expect(lines).toContain("campaigns, short: 1 touches over 1 days (1 × email)");
    expect(lines).toContain("  needs email: a, b");
  });
});

describe("a template that no step uses", () => {
  const spare: Change = (draft) => (draft.templates.offer = { en: { body: "Hello" } });

  it("may be meant for campaigns, where there are any", () => {
    const withCampaigns: Change = (draft) => {
      spare(draft);
      winBack({})(draft);
    };
    expect(newWarnings(withCampaigns)).toEqual(["templates.offer: no step uses it; a campaign may"]);
    expect(newWarnings(spare)).toEqual(["templates.offer: no step uses it"]);
  });
});

describe("the link by which a person asks to be contacted", () => {
  const uses =
    (name: string, part: "subject" | "body", text = "Shall we talk? {{ interestUrl }}"): Change =>
    (draft) =>
      (template(draft, name).en[part] = text);

  it("is for the body of emails, whichever cadence they are in", () => {
    expect(mistakesAfter(uses("first-email", "body"))).toEqual([]);
    expect(mistakesAfter(uses("again-email", "body", "{% if firstName %}{{ interestUrl }}{% endif %} Hi"))).toEqual([]);
    expect(newWarnings(uses("first-email", "body"))).toEqual([]);
  });

  it("may be in a template that only campaigns name", () => {
    const change: Change = (draft) => {
      winBack({})(draft);
      draft.templates.offer = { en: { subject: "Shall we talk?", body: "{{ interestUrl }}" } };
    };
    expect(mistakesAfter(change)).toEqual([]);
  });

  it.each([
    ["an SMS", "second-sms", "sms"],
    ["a hint for staff", "call-hint", "call task"],
  ])("is not for %s", (_what, name, channel) => {
    expect(mistakesAfter(uses(name, "body"))).toEqual([
      `templates.${name}.en.body: uses interestUrl, which only emails have; it is used for ${channel} as well`,
    ]);
  });

  it("is not for a call, nor for an SMS that an email's template is used for as well", () => {
    const call: Change = (draft) => {
      uses("first-email", "body")(draft);
      winBack({ channel: "call" }, { channel: "sms" })(draft);
    };
    expect(mistakesAfter(call)).toEqual([
      "templates.first-email.en.body: uses interestUrl, which only emails have; it is used for call and sms as well",
    ]);
  });

  it("is found behind a condition, and in Spanish", () => {
    const hidden = "Hi{% if firstName %}{% unless interestUrl %}!{% endunless %}{% endif %}";
    expect(mistakesAfter(uses("second-sms", "body", hidden))).toHaveLength(1);
    expect(mistakesAfter((draft) => (template(draft, "second-sms").es = { body: "Hola {{ interestUrl }}" }))).toEqual([
      expect.stringMatching(/^templates\.second-sms\.es\.body: uses interestUrl/),
    ]);
  });

  it("is shown by no subject", () => {
    expect(mistakesAfter(uses("first-email", "subject"))).toEqual([
      "templates.first-email.en.subject: uses interestUrl, which a subject cannot show; use it in the body",
    ]);
  });
});
