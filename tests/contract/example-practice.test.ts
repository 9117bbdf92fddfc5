import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { DateTime } from "luxon";
import { PostLeadSchema } from "../../shared/contracts/lead-api.ts";
import { PracticeConfigSchema } from "../../shared/contracts/practice.ts";
import { renderEmail, renderPrompt, renderSms } from "../../shared/domain/messages/render.ts";
import { dueTime } from "../../shared/domain/planner/due-time.ts";

const read = (path: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../examples/${path}`, import.meta.url), "utf8"));
const practice = PracticeConfigSchema.parse(read("practices/bright-smile.json"));
const { steps, acknowledgement } = practice.cadences["new-lead"];

/** Beginnings of words that would tell a stranger what somebody asked about. */
const REVEALING = `
  dental dentist tooth teeth implant align invisalign brace whiten clean gum clinic doctor medic
  patient treatment therap surg diagnos health pain symptom emergenc hospital procedure exam(?!ple)
  x-ray insurance diente muela implante limpieza blanque encía dolor médic paciente tratamiento cirug
  salud urgenc clínic seguro síntoma
`;
const revealing = new RegExp(`(?<!\\p{L})(${REVEALING.trim().split(/\s+/).join("|")})`, "iu");
/** The GSM 7-bit alphabet: one character outside it more than doubles the parts of a message. */
const GSM_7 = /^[@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà\n\r^{}\\[~\]|€]*$/;
const LANGUAGES = ["en", "es"] as const;
const NAMES = ["Alexandria", null] as const;

const context = (firstName: string | null) => ({
  firstName,
  publicName: practice.publicName,
  coordinatorName: practice.staff[0]?.name ?? "",
  practicePhone: "(312) 555-0110",
});

function templateOf(key: string) {
  const template = practice.templates[key];
  if (template === undefined) throw new Error(`template ${key} is missing`);
  return template;
}

/** Every text that leaves the practice, as each kind of person would get it. */
function outwardTexts() {
  const messages = [
    ...steps.filter(({ channel }) => channel !== "call_task"),
    { channel: "sms", template: acknowledgement.sms ?? "" },
    { channel: "email", template: acknowledgement.email ?? "" },
  ];
  return messages.flatMap(({ channel, template: key }) =>
    LANGUAGES.flatMap((language) =>
      NAMES.map((name) => ({ channel, key, language, ...textsOf(channel, key, language, name) })),
    ),
  );
}

function textsOf(channel: string, key: string, language: "en" | "es", name: string | null) {
  const template = templateOf(key);
  if (channel === "sms") return { texts: bodyOf(renderSms(template, language, context(name))) };
  if (channel === "call") return { texts: bodyOf(renderPrompt(template, language, context(name))) };
  const email = renderEmail(template, language, context(name), {
    postalAddress: practice.postalAddress,
    unsubscribe: practice.email.unsubscribe,
  });
  return { texts: email.ok ? [email.subject, email.body] : [] };
}

const bodyOf = (rendered: ReturnType<typeof renderSms>) => (rendered.ok ? [rendered.body] : []);

describe("example practice", () => {
  it("follows a new lead up in 12 steps over 14 days", () => {
    const last = Math.max(...steps.map((step) => dueTime(step, 0, "UTC")));

    expect(steps).toHaveLength(12);
    expect(new Set(steps.map(({ key }) => key)).size).toBe(12);
    expect(Math.ceil(last / 86_400_000)).toBe(14);
  });

  it("lists its steps in the order in which they fall due", () => {
    const due = steps.map((step) => dueTime(step, 0, "UTC"));

    expect(due).toEqual([...due].sort((a, b) => a - b));
  });

  it("answers first by SMS, and by email where SMS may not be used", () => {
    const first = steps.filter(({ firstResponse }) => firstResponse).map(({ channel }) => channel);

    expect(first).toEqual(["sms", "email"]);
  });

  it("asks a person to call within five minutes", () => {
    const task = steps.find(({ channel }) => channel === "call_task");

    expect(task && dueTime(task, 0, "UTC")).toBeLessThanOrEqual(5 * 60_000);
  });

  it("sets later touches to working hours of the person's day", () => {
    const times = steps.slice(3).map(({ at }) => at ?? "none");

    expect(times.filter((at) => at < "09:00" || at > "17:45")).toEqual([]);
  });

  it("reaches a phone at most three times in 24 hours, whenever the lead came in", () => {
    const toPhone = steps.filter(({ channel }) => channel === "sms" || channel === "call");
    for (let hour = 0; hour < 7 * 24; hour++) {
      const enrolled = DateTime.fromISO("2026-11-30T00:30", { zone: practice.zone }).plus({ hours: hour }).toMillis();
      const due = toPhone.map((step) => dueTime(step, enrolled, practice.zone));
      const busiest = Math.max(...due.map((from) => due.filter((at) => at >= from && at < from + 86_400_000).length));
      expect(busiest).toBeLessThanOrEqual(3);
    }
  });

  it("has every template in English and Spanish, and no template without a use", () => {
    const used = [...steps.map(({ template }) => template), acknowledgement.sms, acknowledgement.email];

    expect(Object.keys(practice.templates).sort()).toEqual([...used].sort());
    expect(Object.values(practice.templates).filter(({ es }) => es === undefined)).toEqual([]);
  });

  it("renders every message in both languages, with and without a first name", () => {
    const failed = outwardTexts().filter(({ texts }) => texts.length === 0 || texts.some((text) => /[{}]/.test(text)));

    expect(failed).toEqual([]);
  });

  it("names no treatment, condition or kind of practice on any outward surface", () => {
    const surfaces = [
      practice.publicName,
      practice.postalAddress,
      practice.email.from,
      practice.email.replyTo,
      practice.email.unsubscribe,
      ...outwardTexts().flatMap(({ texts }) => texts),
    ];

    expect(surfaces.flatMap((text) => text.match(revealing)?.[0] ?? [])).toEqual([]);
  });

  it("recognises a revealing word in either language", () => {
    expect(["Your implants", "Su limpieza", "Teeth whitening"].filter((text) => !revealing.test(text))).toEqual([]);
  });

  it("keeps each SMS within two parts of the GSM alphabet, named and with a way out", () => {
    const sms = outwardTexts().filter(({ channel }) => channel === "sms");
    const wrong = sms.filter(({ texts: [text = ""] }) => {
      // Two concatenated parts hold 2 × 153 characters (3GPP TS 23.040).
      return text.length > 306 || !GSM_7.test(text) || !text.includes("STOP") || !text.includes(practice.publicName);
    });

    expect(sms).not.toHaveLength(0);
    expect(wrong).toEqual([]);
  });

  it("opens with a question about the person's timing", () => {
    const opening = LANGUAGES.map((language) => textsOf("sms", steps[0]?.template ?? "", language, null).texts[0]);

    expect(opening).toEqual([
      expect.stringMatching(/this week, next week.*\?/),
      expect.stringMatching(/esta semana, la que viene.*\?/),
    ]);
  });

  it("names itself as the seller in every wording that asks for written consent", () => {
    const wordings = practice.sources.flatMap(({ consent }) => (consent === undefined ? [] : [consent]));

    expect(wordings).toHaveLength(2);
    expect(wordings.filter(({ text }) => !text.includes(practice.publicName))).toEqual([]);
    expect(wordings.filter(({ text, call }) => call !== /automated or recorded voice/.test(text))).toEqual([]);
  });

  it("uses phone numbers and domains that belong to nobody", () => {
    const text = JSON.stringify(read("practices/bright-smile.json"));

    expect(text.match(/\+1\d{10}/g)?.filter((number) => !/^\+131255501\d\d$/.test(number))).toEqual([]);
    expect(text.match(/@[\w.-]+/g)?.filter((domain) => !domain.endsWith("example.com"))).toEqual([]);
  });

  it("closes on real days of 2026 and 2027, once each", () => {
    const days = practice.holidays.map((day) => DateTime.fromISO(day, { zone: practice.zone }));

    expect(days.filter((day) => !day.isValid || day.year < 2026 || day.year > 2027)).toEqual([]);
    expect(new Set(practice.holidays).size).toBe(practice.holidays.length);
  });
});

describe("example payloads", () => {
  it.each(["new-lead", "spanish-lead", "phone-only-no-consent"])("%s is a documented post", (name) => {
    const post = PostLeadSchema.parse(read(`payloads/${name}.json`));
    const source = practice.sources.find((configured) => configured.name === post.source?.name);

    expect(post.practiceId).toBe(practice.practiceId);
    expect(source?.campaigns).toContain(post.source?.campaign);
    expect(practice.serviceLines.map(({ key }) => key)).toContain(post.inquiry?.serviceLine);
  });
});
