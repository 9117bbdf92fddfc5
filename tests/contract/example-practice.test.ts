import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { DateTime } from "luxon";
import { PostEnrollmentSchema, PostLeadSchema } from "../../shared/contracts/lead-api.ts";
import type { PracticeConfig } from "../../shared/contracts/practice.ts";
import { PracticeConfigSchema, practiceWarnings } from "../../shared/contracts/practice-checks/index.ts";
import { sharedPools } from "../../shared/contracts/practice-checks/shared-pools.ts";
import { cadencesOf, stepsOf, templateUses, waysOf } from "../../shared/contracts/practice-checks/steps.ts";
import { renderSms } from "../../shared/domain/messages/render.ts";
import { smsParts } from "../../shared/domain/messages/sms-parts.ts";
import { dueTime } from "../../shared/domain/planner/due-time.ts";

const read = (path: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../examples/${path}`, import.meta.url), "utf8"));
const FILES = ["practices/bright-smile.json", "sensitive-practice/harbor-house.json"] as const;
const [dental, counseling] = FILES.map((file) => PracticeConfigSchema.parse(read(file))) as [
  PracticeConfig,
  PracticeConfig,
];
const { steps } = dental.cadences["new-lead"];
const DAY_MS = 86_400_000;

/** Every SMS that a practice may send, by template and language, as somebody with a long name gets it. */
function textsOf(practice: PracticeConfig): { key: string; text: string }[] {
  const names = new Set(templateUses(practice).flatMap((use) => (use.channel === "sms" ? [use.template] : [])));
  const context = {
    firstName: "Maximiliana",
    publicName: practice.publicName,
    coordinatorName: practice.staff[0]?.name ?? "",
    practicePhone: "(312) 555-0110",
  };
  return [...names].flatMap((key) =>
    practice.languages.map((language) => {
      const template = practice.templates[key];
      if (template === undefined) throw new Error(`template ${key} is missing`);
      const rendered = renderSms(template, language, context, { optOutDue: true });
      return { key: `${key} (${language})`, text: rendered.ok ? rendered.body : "" };
    }),
  );
}

describe.each([
  ["bright-smile", dental, FILES[0]],
  ["harbor-house", counseling, FILES[1]],
] as const)("the example practice %s", (practiceId, practice, file) => {
  it("passes every check without a warning, but for templates that are there for campaigns to choose", () => {
    expect(practice.practiceId).toBe(practiceId);
    const offers = practice === dental ? ["back-price-email", "back-schedule-email"] : [];
    const message = "no step uses it; a campaign may";
    expect(practiceWarnings(practice)).toEqual(offers.map((name) => ({ path: ["templates", name], message })));
  });

  it("lists its steps in the order in which they fall due", () => {
    for (const { cadence } of cadencesOf(practice)) {
      const due = cadence.steps.map((step) => dueTime(step, 40 * DAY_MS, "UTC"));
      expect(due).toEqual([...due].sort((a, b) => a - b));
    }
  });

  it("asks a person to call within five minutes", () => {
    const task = practice.cadences["new-lead"].steps.find(({ channel }) => channel === "call_task");
    expect(task && dueTime(task, 0, "UTC")).toBeLessThanOrEqual(5 * 60_000);
  });

  it("sets later touches to working hours of the person's day", () => {
    const times = stepsOf(practice).flatMap(({ step }) => step.at ?? []);
    expect(times.filter((at) => at < "09:00" || at > "17:45")).toEqual([]);
  });

  it("keeps each SMS within two parts of the GSM alphabet, named and with a way out", () => {
    const wrong = textsOf(practice).filter(({ text }) => {
      const { encoding, parts } = smsParts(text);
      return encoding !== "GSM-7" || parts > 2 || !text.includes("STOP") || !text.includes(practice.publicName);
    });
    expect(wrong).toEqual([]);
  });

  it("names itself as the seller in every wording that asks for written consent", () => {
    const wordings = practice.sources.flatMap(({ consent }) => (consent === undefined ? [] : [consent]));
    expect(wordings).not.toHaveLength(0);
    const written = wordings.filter(({ sms, call }) => sms || call);
    expect(written.filter(({ text }) => !text.includes(practice.publicName))).toEqual([]);
    expect(wordings.filter(({ text, call }) => call !== /automated or recorded voice/.test(text))).toEqual([]);
  });

  it("uses phone numbers and domains that belong to nobody", () => {
    const text = JSON.stringify(read(file));
    expect(text.match(/\+1\d{10}/g)?.filter((number) => !/^\+1\d{3}55501\d\d$/.test(number))).toEqual([]);
    expect(text.match(/@[\w.-]+/g)?.filter((domain) => !domain.endsWith("example.com"))).toEqual([]);
  });

  it("closes on days of 2026 and 2027", () => {
    const years = practice.holidays.map((day) => DateTime.fromISO(day).year);
    expect(years.filter((year) => year !== 2026 && year !== 2027)).toEqual([]);
  });
});

describe("the example of a dental practice", () => {
  it("follows a new lead up in 12 steps over 14 days", () => {
    const last = Math.max(...steps.map((step) => dueTime(step, 0, "UTC")));
    expect(steps).toHaveLength(12);
    expect(Math.ceil(last / DAY_MS)).toBe(14);
  });

  it("answers first by SMS, and by email where SMS may not be used", () => {
    const first = steps.filter(({ firstResponse }) => firstResponse).map(({ channel }) => channel);
    expect(first).toEqual(["sms", "email"]);
  });

  it("opens with a question about the person's timing", () => {
    const opening = textsOf(dental).filter(({ key }) => key.startsWith("hello-sms"));
    expect(opening.map(({ text }) => text)).toEqual([
      expect.stringMatching(/this week, next week.*\?/),
      expect.stringMatching(/esta semana, la que viene.*\?/),
    ]);
  });

  it("nurtures for a year, once a month, by email first", () => {
    const { nurture } = dental.cadences;
    const days = (nurture?.steps ?? []).map((step) => Math.floor(dueTime(step, 0, "UTC") / DAY_MS));
    expect(days).toEqual([30, 60, 90, 120, 150, 180, 210, 240, 270, 300, 330, 360]);
    expect(nurture?.steps.slice(0, 3).map(({ channel }) => channel)).toEqual(["email", "email", "email"]);
    expect(dental.cadences["new-lead"].followedBy).toBe("nurture");
  });

  it("writes after a missed appointment from the moment of the appointment", () => {
    const anchors = dental.cadences["no-show"]?.steps.map(({ anchor }) => anchor) ?? [];
    expect(new Set(anchors)).toEqual(new Set(["appointmentAt"]));
  });

  it("writes to old leads six times in two weeks, and then no more", () => {
    const { "win-back": winBack, ...others } = dental.campaignCadences;
    const days = (winBack?.steps ?? []).map((step) => Math.floor(dueTime(step, 0, "UTC") / DAY_MS));
    expect(others).toEqual({});
    expect(days).toEqual([0, 2, 4, 7, 10, 13]);
    expect(winBack?.steps.map(({ channel }) => channel)).toEqual([
      "email",
      "sms",
      "call_task",
      "email",
      "sms",
      "email",
    ]);
    expect(winBack).not.toHaveProperty("followedBy");
  });

  it("lets the reader of every email of a campaign ask to be contacted, in both languages", () => {
    const names = new Set(
      stepsOf(dental)
        .filter(({ purpose }) => purpose === "reactivation")
        .flatMap(waysOf)
        .flatMap(({ channel, template }) => (channel === "email" ? [template] : [])),
    );
    const asking = Object.entries(dental.templates).filter(
      ([, { en, es }]) => en.body.includes("\n{{ interestUrl }}") && es?.body.includes("\n{{ interestUrl }}"),
    );
    expect(asking.map(([name]) => name).sort()).toEqual([...names, "back-price-email", "back-schedule-email"].sort());
  });

  it("says what each of its treatments is worth", () => {
    expect(dental.serviceLines.filter(({ value = 0 }) => value <= 0)).toEqual([]);
  });

  it("has every template in English and Spanish", () => {
    expect(Object.values(dental.templates).filter(({ es }) => es === undefined)).toEqual([]);
  });
});

describe("the example of a practice in a sensitive field", () => {
  it("has people call, and sends no text and no automated call", () => {
    const channels = new Set(stepsOf(counseling).map(({ step }) => step.channel));
    expect(channels).toEqual(new Set(["call_task", "email"]));
    expect(templateUses(counseling).some(({ channel }) => channel === "sms" || channel === "call")).toBe(false);
  });

  it("marks every line whose mention would harm", () => {
    const open = counseling.serviceLines.filter(({ sensitive }) => !sensitive).map(({ key }) => key);
    expect(open).toEqual(["office-question"]);
  });

  it("neither nurtures nor reactivates", () => {
    expect(Object.keys(counseling.cadences)).toEqual(["new-lead"]);
    expect(counseling.campaignCadences).toEqual({});
  });

  it("shares no number, list or set with the other example", () => {
    expect(sharedPools([dental, counseling])).toEqual([[], []]);
  });
});

describe("example payloads", () => {
  it.each(["new-lead", "no-automated-calls", "spanish-lead", "phone-only-no-consent"])(
    "%s is a documented post",
    (name) => {
      const post = PostLeadSchema.parse(read(`payloads/${name}.json`));
      const source = dental.sources.find((configured) => configured.name === post.source?.name);

      expect(post.practiceId).toBe(dental.practiceId);
      expect(source?.campaigns).toContain(post.source?.campaign);
      expect(dental.serviceLines.map(({ key }) => key)).toContain(post.inquiry?.serviceLine);
      for (const [question, answer] of Object.entries(post.inquiry?.answers ?? {})) {
        expect(dental.questions.find(({ key }) => key === question)?.options).toContain(answer);
      }
    },
  );

  it("missed-appointment enrolls a lead in the cadence that counts from it", () => {
    const { cadence, appointmentAt } = PostEnrollmentSchema.parse(read("payloads/missed-appointment.json"));
    expect(dental.cadences[cadence]).toBeDefined();
    expect(appointmentAt).toBeDefined();
  });
});
