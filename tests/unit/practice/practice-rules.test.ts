import { describe, expect, it } from "@jest/globals";
import { type PracticeConfig, PracticeConfigFieldsSchema } from "../../../shared/contracts/practice.ts";
import { PracticeConfigSchema } from "../../../shared/contracts/practice-checks/index.ts";
import { buildPractice } from "../../support/builders/index.ts";
import { at, mistakesAfter, step, steps, template } from "./drafts.ts";

describe("PracticeConfigSchema", () => {
  it("takes the practice that tests are about", () => {
    expect(mistakesAfter(() => undefined)).toEqual([]);
  });

  it.each(["Mars/Base", "", "Chicago", "UTC+25"])("refuses %j as the zone of a practice", (zone) => {
    expect(mistakesAfter((draft) => (draft.zone = zone))).toEqual([
      `zone: "${zone}" is no time zone; expected an IANA name like America/Chicago`,
    ]);
  });

  it("refuses a step key that is used twice", () => {
    expect(mistakesAfter((draft) => (step(draft, 3).key = "first-sms"))).toEqual([
      'cadences.new-lead.steps.3.key: "first-sms" is already used above; expected each name once',
    ]);
  });

  it.each(["inquiry-", "unanswered-", "staff-", "alert-"])(
    "keeps step keys that begin with %s for the planner",
    (prefix) => {
      expect(mistakesAfter((draft) => (step(draft, 2).key = `${prefix}call`))).toEqual([
        `cadences.new-lead.steps.2.key: "${prefix}" begins the names of added steps; choose another`,
      ]);
      expect(mistakesAfter((draft) => (step(draft, 2).key = `my-${prefix}call`))).toEqual([]);
    },
  );

  it.each(["nothing", "constructor"])("refuses the template %s of a step when there is none of that name", (name) => {
    expect(mistakesAfter((draft) => (step(draft, 2).template = name))).toEqual([
      `cadences.new-lead.steps.2.template: there is no template "${name}"; add it to templates`,
    ]);
  });

  it.each(["sms", "email"] as const)("refuses an acknowledgement by %s without its template", (channel) => {
    expect(mistakesAfter((draft) => (draft.cadences["new-lead"].acknowledgement[channel] = "nothing"))).toEqual([
      `cadences.new-lead.acknowledgement.${channel}: there is no template "nothing"; add it to templates`,
    ]);
  });

  it.each(["first-email", "again-email"])("wants a subject in every language of the email %s", (name) => {
    const problem = (language: string) => `templates.${name}.${language}.subject: an email needs a subject`;
    const mistakes = mistakesAfter((draft) => {
      const { en, es } = template(draft, name);
      en.subject = undefined;
      if (es) es.subject = " ";
    });
    expect(mistakes).toEqual([problem("en"), problem("es")]);
  });

  it.each(["first-sms", "first-email", "again-sms", "again-email"])("wants %s in every language", (name) => {
    expect(mistakesAfter((draft) => (template(draft, name).es = undefined))).toEqual([
      `templates.${name}.es: is missing; the practice writes in en and es`,
    ]);
  });

  it("wants what an automated call says in every language", () => {
    const mistakes = mistakesAfter((draft) => (step(draft, 2).channel = "call"));
    expect(mistakes).toEqual(["templates.call-hint.es: is missing; the practice writes in en and es"]);
  });

  it("wants no Spanish of a practice that writes in English, nor of hints for staff and of unused templates", () => {
    const mistakes = mistakesAfter((draft) => {
      draft.languages = ["en"];
      for (const name of Object.keys(draft.templates)) template(draft, name).es = undefined;
    });
    expect(mistakes).toEqual([]);
    expect(mistakesAfter((draft) => (draft.templates.unused = { en: { body: "b" } }))).toEqual([]);
  });

  it("takes offsets and lateness up to 366 days", () => {
    const path = "cadences.new-lead.steps.3";
    const problem = "is more than 366 days; expected at most that";
    const withTimes = (offset: string, skipIfLaterThan: string) =>
      mistakesAfter((draft) => Object.assign(step(draft, 3), { offset, skipIfLaterThan }));
    expect(withTimes("P366D", "PT8784H")).toEqual([]);
    expect(withTimes("P367D", "P366DT1S")).toEqual([
      `${path}.offset: ${problem}`,
      `${path}.skipIfLaterThan: ${problem}`,
    ]);
  });

  it("wants each member of staff, service line, source and campaign once", () => {
    const mistakes = mistakesAfter((draft) => {
      draft.staff.push(at(draft.staff, 0));
      draft.serviceLines.push(at(draft.serviceLines, 1));
      draft.sources.push(at(draft.sources, 1));
      at(draft.sources, 0).campaigns.push("implants-spring");
    });
    expect(mistakes.map((mistake) => mistake.split(":")[0])).toEqual([
      "staff.1.staffId",
      "serviceLines.2.key",
      "sources.2.name",
      "sources.0.campaigns.1",
    ]);
  });

  it("lets two sources share a campaign", () => {
    expect(mistakesAfter((draft) => at(draft.sources, 1).campaigns.push("implants-spring"))).toEqual([]);
  });

  it.each([
    ["overlap", ["08:00-12:00", "11:59-18:00"], ["hours.monday.1: overlaps window 0 of monday"]],
    ["are the same", ["08:00-12:00", "08:00-12:00"], ["hours.monday.1: overlaps window 0 of monday"]],
    ["overlap out of order", ["13:00-18:00", "08:00-13:30"], ["hours.monday.1: overlaps window 0 of monday"]],
    ["overlap in the night", ["20:00-04:00", "22:00-23:00"], ["hours.monday.1: overlaps window 0 of monday"]],
    ["only touch", ["08:00-12:00", "12:00-18:00"], []],
    ["end at midnight", ["08:00-12:00", "18:00-00:00"], []],
    ["run past midnight", ["08:00-12:00", "18:00-02:00"], []],
  ])("judges windows of a day that %s", (_case, windows, expected) => {
    const monday = windows.map((window) => ({ opens: window.slice(0, 5), closes: window.slice(6) }));
    expect(mistakesAfter((draft) => (draft.hours.monday = monday))).toEqual(expected);
  });

  it("wants a step that answers first", () => {
    const mistakes = mistakesAfter((draft) => {
      for (const one of steps(draft)) one.firstResponse = false;
    });
    expect(mistakes).toEqual(["cadences.new-lead.steps: no step answers first; set firstResponse on at least one"]);
  });

  it("wants someone of the staff whom it can reach, by SMS or by email", () => {
    const withAlert = (alert: PracticeConfig["staff"][number]["alert"]) =>
      mistakesAfter((draft) => (at(draft.staff, 0).alert = alert));
    expect(withAlert({})).toEqual(["staff: nobody can be alerted; give at least one of them an alert by sms or email"]);
    expect(withAlert({ sms: "+13125550101" })).toEqual([]);
    expect(withAlert({ email: "maria@example.com" })).toEqual([]);
  });
});

describe("PracticeConfigFieldsSchema", () => {
  it("reads a published version that breaks a rule which was added later", () => {
    const config = buildPractice({ zone: "Mars/Base" });
    expect(PracticeConfigFieldsSchema.parse(config)).toEqual(config);
    expect(PracticeConfigSchema.safeParse(config).success).toBe(false);
  });
});
