import { describe, expect, it } from "@jest/globals";
import { at, type Change, cadence, mistakesAfter, step, template, warningsAfter } from "./drafts.ts";

const ALWAYS = warningsAfter(() => undefined);
const newWarnings = (change: Change) => warningsAfter(change).filter((warning) => !ALWAYS.includes(warning));
const spell =
  (text: string): Change =>
  (draft) =>
    (template(draft, "second-sms").en.body = text);

describe("what works and may not be meant", () => {
  it.each<[string, Change, string[]]>([
    [
      "a template that nothing uses",
      (draft) => (draft.templates.spare = { en: { body: "Hello" } }),
      ["templates.spare: no step uses it"],
    ],
    [
      "alerts to the line that patients call",
      (draft) => (at(draft.staff, 0).alert.sms = draft.phone),
      ["staff.0.alert.sms: is the practice's own line; make sure that it takes texts"],
    ],
    [
      "a wording that does not name the seller",
      (draft) => Object.assign(at(draft.sources, 0).consent ?? {}, { text: "I agree to texts." }),
      ['sources.0.consent.text: asks for written consent and does not name "Bright Smile"'],
    ],
    [
      "a first response where nobody waits for one",
      (draft) => (draft.cadences.nurture = cadence({ firstResponse: true })),
      ["cadences.nurture.steps.0.firstResponse: has no effect: a lead in a nurture run was answered before"],
    ],
    [
      "a step before an appointment that is over",
      (draft) => (draft.cadences["no-show"] = cadence({ anchor: "appointmentAt", offset: "-PT2H" })),
      [
        "cadences.no-show.steps.0.offset: lies before an appointment that is over when a no-show is known; it is due at once, or stale",
      ],
    ],
    [
      "a text at night that goes out in the morning",
      (draft) => (step(draft, 3).at = "22:00"),
      [
        "cadences.new-lead.steps.3.at: never goes out at 22:00, but at the next opening: SMS and calls go out from 08:00 to 20:00",
      ],
    ],
    [
      "an SMS for those only whose post carries consent",
      (draft) => (at(draft.sources, 0).consent = undefined),
      [0, 3].map(
        (index) =>
          `cadences.new-lead.steps.${index}.channel: is for leads only whose post of google-ads or referral-desk carries sms.marketing_written: the wording of no source asks for it`,
      ),
    ],
    [
      "a sign that makes a text longer",
      spell("Su día"),
      ["templates.second-sms.en.body: is sent in more parts because of í, which the GSM alphabet lacks"],
    ],
    [
      "a name that is often missing",
      spell("Hi {{ firstName }}, how are you?"),
      ["templates.second-sms.en.body: uses firstName, which is often missing; add {% if firstName %}"],
    ],
    ["a name with a stand-in", spell('Hi {{ firstName | default: "there" }}!'), []],
    [
      "a hint that staff never see",
      (draft) => (template(draft, "call-hint").en.body = "Ask {{ firstName }}."),
      ["templates.call-hint.en.body: is not shown to staff: a hint may use no tags and no firstName"],
    ],
    [
      "an address that names a clinic",
      (draft) => (draft.postalAddress = "1 Hospital Road, Chicago"),
      ['postalAddress: says "hospital", which tells others what somebody asked about; choose neutral words'],
    ],
    [
      "a line that sounds sensitive",
      (draft) => draft.serviceLines.push({ key: "recovery", label: "Recovery", sensitive: false }),
      ['serviceLines.2.sensitive: "Recovery" sounds like a sensitive line; set it to true unless it is none'],
    ],
    [
      "a sensitive line that is marked",
      (draft) => draft.serviceLines.push({ key: "recovery", label: "Recovery", sensitive: true }),
      [],
    ],
  ])("is told: %s", (_what, change, expected) => {
    expect(newWarnings(change)).toEqual(expected);
    expect(mistakesAfter(change)).toEqual([]);
  });
});
