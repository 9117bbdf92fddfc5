import { describe, expect, it } from "@jest/globals";
import { parsePost } from "../../../functions/receive-lead/parse-post.ts";
import { buildBarePost, buildPost, buildPractice } from "../../support/builders/index.ts";
import { itemsOf, openIntake } from "./intake.ts";

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
const PRACTICE = buildPractice({
  questions: [
    { key: "timing", options: ["now", "this-month", "later"] },
    { key: "insured", options: ["yes", "no"] },
  ],
  scoring: {
    base: 40,
    rules: [
      { points: 30, if: { answers: { timing: ["now"] } } },
      { points: 15, if: { urgency: ["urgent"] } },
      { points: -10, if: { source: ["other"] } },
    ],
  },
  serviceLines: [
    { key: "dental-implants", label: "Dental implants", sensitive: false },
    { key: "sleep", label: "Sleep dentistry", sensitive: true },
  ],
});
const intakeOf = () => openIntake({}, PRACTICE);
const withAnswers = (answers: Record<string, string>) => buildPost({ inquiry: { answers } });

describe("receiveLead, answers to questions", () => {
  it("keeps configured answers with the lead, and what was posted in the vault", async () => {
    const intake = intakeOf();
    const answer = await intake.post(withAnswers({ Timing: "This month", insured: "YES" }));
    const { lead, inquiry } = await intake.stored(answer);
    expect(answer.warnings).toEqual([]);
    expect(lead.answers).toEqual({ timing: "this-month", insured: "yes" });
    expect(await inquiry()).toMatchObject({
      answers: [
        { question: "Timing", answer: "This month" },
        { question: "insured", answer: "YES" },
      ],
    });
  });

  it("leaves free text in the vault, and quotes none of it in a warning", async () => {
    const intake = intakeOf();
    const answer = await intake.post(
      withAnswers({ timing: "when my rash is gone", "why now": "hives", "and how": "soon" }),
    );
    expect(answer.warnings).toEqual([
      { code: "unknown_answer", path: "inquiry.answers.timing" },
      { code: "unknown_question", path: "inquiry.answers" },
    ]);
    const { lead, timeline } = await intake.stored(answer);
    expect(lead.answers).toBeUndefined();
    expect(JSON.stringify([lead, timeline, answer])).not.toMatch(/rash|hives|why now/);
    expect(itemsOf(intake.memory.dumpVault(), "inquiry")[0]?.answers).toHaveLength(3);
  });

  it.each<[string, unknown, object[]]>([
    ["a list", ["now"], [{ code: "field_ignored", path: "inquiry.answers" }]],
    ["a text", "now", [{ code: "field_ignored", path: "inquiry.answers" }]],
    ["nothing", {}, []],
    ["an answer that is no text", { timing: { when: "now" } }, [{ code: "field_ignored", path: "inquiry.answers" }]],
    ["an empty answer", { timing: "" }, []],
  ])("reads %s without harm", async (_, answers, warnings) => {
    const intake = intakeOf();
    const answer = await intake.post(buildPost({ inquiry: { answers: answers as never } }));
    expect(answer.warnings).toEqual(warnings);
    expect((await intake.stored(answer)).lead).not.toHaveProperty("answers");
  });

  it("takes no name of a prototype for a question, and no more answers than a form has", () => {
    const body = `{"contact":{},"inquiry":{"answers":{"__proto__":"x","constructor":"now",${Array.from(
      { length: 60 },
      (_, n) => `"q${n}":"a"`,
    ).join(",")}}}}`;
    const { inquiry, warnings } = parsePost(body);
    expect(inquiry.answers).toHaveLength(50);
    expect(inquiry.answers?.[0]).toEqual({ name: "__proto__", text: "x" });
    expect(warnings).toEqual([{ code: "field_ignored", path: "inquiry.answers" }]);
  });

  it("scores the lead, and scores it anew when more is known", async () => {
    const intake = intakeOf();
    const first = await intake.post(withAnswers({ timing: "later" }));
    expect((await intake.stored(first)).lead.score).toBe(40);
    intake.clock.advance(MINUTE);
    const more = buildPost({
      source: { externalId: "f-2" },
      inquiry: { answers: { timing: "now", insured: "no" }, urgency: "urgent" },
    });
    expect(await intake.post(more)).toMatchObject({ leadId: first.leadId, status: "duplicate" });
    expect((await intake.stored(first)).lead).toMatchObject({ answers: { timing: "now", insured: "no" }, score: 85 });
  });

  it("believes no answers of someone who does not know the person's name", async () => {
    const intake = intakeOf();
    const first = await intake.post(withAnswers({ timing: "now" }));
    intake.clock.advance(MINUTE);
    const nameless = { contact: { phone: "(312) 555-0142" }, inquiry: { answers: { timing: "later" } } };
    expect(await intake.post(nameless)).toMatchObject({ leadId: first.leadId });
    expect((await intake.stored(first)).lead.answers).toEqual({ timing: "now" });
  });
});

describe("receiveLead, dates of birth", () => {
  // It is received on Tuesday 2026-12-01 at 10:02 in Chicago.
  it.each([
    ["2008-12-01", false],
    ["2008-12-02", true],
    ["2020-02-29", true],
    ["1950-06-30", false],
  ])("takes who was born on %s for a minor: %s", async (birthDate, minor) => {
    const intake = intakeOf();
    const answer = await intake.post(buildPost({ contact: { birthDate } }));
    const { lead, contact, timeline } = await intake.stored(answer);
    expect(lead.flags.includes("minor")).toBe(minor);
    expect(contact?.birthDate).toBe(birthDate);
    expect(JSON.stringify([lead, timeline])).not.toContain(birthDate);
  });

  it("goes by the day where the practice is", async () => {
    const intake = intakeOf();
    intake.clock.set("2026-12-02T03:00:00Z");
    const answer = await intake.post(buildPost({ contact: { birthDate: "2008-12-02" } }));
    expect((await intake.stored(answer)).lead.flags).toContain("minor");
  });

  it.each(["2008-02-30", "12/01/2008", "2027-01-01", "1860-01-01", "yesterday"])("warns of %s", async (birthDate) => {
    const intake = intakeOf();
    const answer = await intake.post(buildPost({ contact: { birthDate } }));
    expect(answer.warnings).toEqual([{ code: "field_ignored", path: "contact.birthDate" }]);
    const { lead, contact } = await intake.stored(answer);
    expect(lead.flags).not.toContain("minor");
    expect(contact).not.toHaveProperty("birthDate");
  });

  it("hands a minor to staff at once, also when only a later post says so", async () => {
    const intake = intakeOf();
    const answer = await intake.post(buildPost({ contact: { birthDate: "2015-05-05" } }));
    expect(intake.followUps.started[0]?.action).toMatchObject({ type: "alertStaff", reason: "minor" });
    expect((await intake.stored(answer)).lead.status).toBe("unanswered");

    const later = intakeOf();
    const adult = await later.post(buildPost());
    await later.post(buildPost({ source: { externalId: "f-2" }, contact: { birthDate: "2015-05-05" } }));
    expect((await later.stored(adult)).lead.flags).toEqual(["minor"]);
  });
});

describe("receiveLead, sensitive service lines", () => {
  it.each([
    ["a line that the practice calls sensitive", "Sleep dentistry", true],
    ["a line whose words are", "addiction treatment", true],
    ["any other", "Dental implants", false],
  ])("flags %s", async (_, serviceLine, sensitive) => {
    const intake = intakeOf();
    const { lead } = await intake.stored(await intake.post(buildPost({ inquiry: { serviceLine } })));
    expect(lead.flags).toEqual(sensitive ? ["sensitive"] : []);
  });

  it("flags a lead whose later inquiry is about one", async () => {
    const intake = intakeOf();
    const first = await intake.post();
    intake.clock.advance(DAY);
    await intake.post(buildPost({ source: { externalId: "f-2" }, inquiry: { serviceLine: "sleep" } }));
    expect((await intake.stored(first)).lead).toMatchObject({ flags: ["sensitive"], serviceLine: "dental-implants" });
  });
});

describe("receiveLead, a message that sounds like an emergency", () => {
  const URGENT = { message: "I can't breathe since the extraction" };

  it("pages staff before anything else, and answers the person all the same", async () => {
    const intake = intakeOf();
    const answer = await intake.post(buildPost({ inquiry: URGENT }));
    const { run, timeline } = await intake.stored(answer);
    expect(run?.alerts).toMatchObject([{ reason: "emergency" }]);
    expect(intake.followUps.started).toMatchObject([
      { generation: 1, action: { type: "alertStaff", stepKey: "alert-emergency-1", reason: "emergency" } },
    ]);
    expect(JSON.stringify(timeline)).not.toContain("breathe");
  });

  it("pages staff when it comes with a second inquiry", async () => {
    const intake = intakeOf();
    await intake.post();
    intake.clock.advance(DAY);
    await intake.post(buildPost({ source: { externalId: "f-2" }, inquiry: URGENT }));
    expect(intake.followUps.started[1]).toMatchObject({ generation: 2, action: { reason: "emergency" } });
  });

  it("pages staff when it comes right after the first post, once", async () => {
    const intake = intakeOf();
    const first = await intake.post();
    intake.clock.advance(MINUTE);
    const again = buildPost({ source: { externalId: "f-2" }, inquiry: URGENT });
    expect(await intake.post(again)).toMatchObject({ leadId: first.leadId, status: "duplicate" });
    await intake.post(again);
    const { run, types, lead } = await intake.stored(first);
    expect(run).toMatchObject({ generation: 2, alerts: [{ reason: "emergency" }] });
    expect(types.slice(2)).toEqual(["lead.inquiry_joined.v1", "run.restarted.v1", "lead.inquiry_joined.v1"]);
    expect(lead).toMatchObject({ status: "unanswered", inquiries: 1 });
    expect(intake.followUps.started.map(({ generation }) => generation)).toEqual([1, 2]);
  });

  it("is nothing that the person has to be known for", async () => {
    const intake = intakeOf();
    await intake.post({ ...buildBarePost({ phone: "312-555-0142" }), inquiry: URGENT });
    expect(intake.followUps.started[0]?.action).toMatchObject({ reason: "emergency" });
  });
});

describe("receiveLead, the date of a consent", () => {
  it.each(["2026-02-30", "2026-02-30T10:00:00Z", "2026-13-01", "2025-02-29T10:00:00-06:00"])(
    "warns of %s, which no calendar has",
    async (at) => {
      const { warnings } = await intakeOf().post(buildPost({ consent: { at } }));
      expect(warnings).toEqual([{ code: "field_ignored", path: "consent.at" }]);
    },
  );

  it("takes a leap day where there is one", async () => {
    expect((await intakeOf().post(buildPost({ consent: { at: "2024-02-29T10:00:00-06:00" } }))).warnings).toEqual([]);
  });
});

describe("receiveLead, the practice's own numbers", () => {
  it("includes those that people may text", async () => {
    const { sms } = buildPractice();
    const practice = buildPractice({
      sms: { ...sms, originationIdentity: "pool-1", inboundNumbers: ["+13125550177"] },
    });
    const intake = openIntake({}, practice);
    const { warnings } = await intake.post(buildPost({ contact: { phone: "312-555-0177" } }));
    expect(warnings).toEqual([{ code: "practice_own_number", path: "contact.phone" }]);
  });
});
