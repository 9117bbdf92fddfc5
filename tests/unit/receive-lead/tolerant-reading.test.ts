import { describe, expect, it } from "@jest/globals";
import { parsePost } from "../../../functions/receive-lead/parse-post.ts";
import { buildBarePost, buildPost, buildPractice } from "../../support/builders/index.ts";
import { fakePracticeConfigs } from "../../support/fakes/index.ts";
import { openIntake, problemOf } from "./intake.ts";

const parse = (value: unknown) => parsePost(JSON.stringify(value));

describe("receiveLead, reading a post", () => {
  it.each([
    ["no body", undefined],
    ["an empty body", ""],
    ["a form post", "phone=3125550142&firstName=Dana"],
    ["JSON that was cut off", '{"contact":{"phone":"3125550142"'],
    ["20,000 open brackets", "[".repeat(20_000)],
  ])("refuses %s as no JSON", async (_, body) => {
    expect(await problemOf(openIntake().postText(body))).toMatchObject({ status: 400, code: "invalid_json" });
  });

  it.each(["null", "5", '"Dana"', "[]", `${"[".repeat(20_000)}${"]".repeat(20_000)}`])(
    "refuses JSON that is no object",
    async (body) => {
      expect(await problemOf(openIntake().postText(body))).toMatchObject({ status: 400, code: "invalid_body" });
    },
  );

  it("accepts a lead in spite of bad optional fields, and says which were not used", async () => {
    const intake = openIntake();
    const { leadId, warnings } = await intake.post({
      source: "google-ads",
      contact: {
        firstName: 7,
        phone: "3125550142",
        preferredChannel: "pigeon",
        preferredLanguage: "fr",
        state: "Atlantis",
      },
      inquiry: { message: ["How soon?"], urgency: {}, relationship: "cousin", serviceLine: "juggling" },
      consent: { sms: "yes", call: 1, email: true, at: "last week" },
    });
    expect(warnings).toEqual([
      { code: "field_ignored", path: "source" },
      { code: "field_ignored", path: "contact.firstName" },
      { code: "field_ignored", path: "contact.preferredChannel" },
      { code: "unknown_language", path: "contact.preferredLanguage" },
      { code: "field_ignored", path: "inquiry.message" },
      { code: "field_ignored", path: "inquiry.urgency" },
      { code: "field_ignored", path: "inquiry.relationship" },
      { code: "field_ignored", path: "consent.sms" },
      { code: "field_ignored", path: "consent.call" },
      { code: "unknown_service_line", path: "inquiry.serviceLine" },
      { code: "unknown_state", path: "contact.state" },
      { code: "field_ignored", path: "consent.at" },
    ]);
    const { lead } = await intake.stored({ leadId });
    expect(lead).toMatchObject({ serviceLine: "other", source: { channel: "api", name: "other" }, urgency: "routine" });
    expect(lead.consents.map((grant) => grant.class)).toEqual(["call.live"]);
  });

  it("takes null and empty texts for absent fields", () => {
    const post = parse({ source: null, contact: { phone: "3125550142", email: "", firstName: null, lastName: "  " } });
    expect(post.contact).toEqual({ phone: "3125550142" });
    expect(post.warnings).toEqual([]);
  });

  it("takes numbers for phone numbers, postal codes and ids, and gives postal codes their zeros back", () => {
    const post = parse({ source: { externalId: 8841 }, contact: { phone: 3125550142, postalCode: 2138 } });
    expect(post.contact).toEqual({ phone: "3125550142", postalCode: "02138" });
    expect(post.source.externalId).toBe("8841");
  });

  it("takes no id that JSON has rounded: two could have become one", () => {
    const post = parsePost('{"source":{"externalId":900719925474099312345},"contact":{}}');
    expect(post.source.externalId).toBeUndefined();
    expect(post.warnings).toEqual([{ code: "field_ignored", path: "source.externalId" }]);
  });

  it("removes control characters and keeps accents, emoji and lines of a message", () => {
    const post = parse({
      contact: { firstName: " Da\u0000na\n", lastName: "Mu\u0308ller" },
      inquiry: { message: "Hi 👩‍👧 \u0007there\r\n¿cuándo?" },
    });
    expect(post.contact).toEqual({ firstName: "Dana", lastName: "M\u00fcller" });
    expect(post.inquiry.message).toBe("Hi 👩‍👧 there\n¿cuándo?");
  });

  it("cuts long messages and names at a whole character, and ignores half identifiers", () => {
    const post = parse({
      source: { externalId: "x".repeat(201) },
      contact: { firstName: `${"n".repeat(99)}🦷` },
      inquiry: { message: "m".repeat(10_001) },
    });
    expect(post.inquiry.message).toHaveLength(10_000);
    expect(post.contact.firstName).toBe("n".repeat(99));
    expect(post.source).toEqual({});
    expect(post.warnings).toEqual([
      { code: "field_ignored", path: "source.externalId" },
      { code: "text_truncated", path: "contact.firstName" },
      { code: "text_truncated", path: "inquiry.message" },
    ]);
  });

  it("stays quick when a message is one letter under 120,000 accents", () => {
    const started = performance.now();
    parse({ inquiry: { message: `a${"\u0316\u0301".repeat(60_000)}` } });
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  it.each(["es", "es-MX", "ES_us", "Spanish", "español", "espan\u0303ol"])(
    "reads %s as Spanish",
    (preferredLanguage) => {
      expect(parse({ contact: { preferredLanguage } }).contact.preferredLanguage).toBe("es");
    },
  );

  it.each(["constructor", "__proto__", "toString", "klingon"])("knows no language %s", (preferredLanguage) => {
    expect(parse({ contact: { preferredLanguage } }).warnings).toEqual([
      { code: "unknown_language", path: "contact.preferredLanguage" },
    ]);
  });

  it("uses a language only if the practice offers it", async () => {
    const intake = openIntake({ configs: fakePracticeConfigs(buildPractice({ languages: ["en"] })) });
    const answer = await intake.post(buildPost({ contact: { preferredLanguage: "es" } }));
    expect(answer.warnings).toEqual([{ code: "language_not_offered", path: "contact.preferredLanguage" }]);
    expect((await intake.stored(answer)).lead.language).toBe("en");
  });

  it.each([
    '{"__proto__":{"contact":{"phone":"3125550142"},"practiceId":"bright-smile"}}',
    '{"constructor":{"prototype":{"contact":{"phone":"3125550142"}}}}',
    '{"contact":{"__proto__":{"phone":"3125550142"}}}',
  ])("finds no lead behind a prototype: %s", async (body) => {
    expect(await problemOf(openIntake().postText(body))).toMatchObject({ code: "no_usable_contact_point" });
    expect(Object.keys({})).toEqual([]);
    expect(({} as Record<string, unknown>).contact).toBeUndefined();
  });

  it("never looks into what it does not know, however deep it is", async () => {
    const deep = `${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}`;
    const answer = await openIntake().postText(
      `{"contact":{"phone":"3125550142","firstName":${deep}},"extra":${deep}}`,
    );
    expect(answer).toMatchObject({
      status: "accepted",
      warnings: [{ code: "field_ignored", path: "contact.firstName" }],
    });
  });

  it("counts no consent that is dated in the future", async () => {
    const intake = openIntake();
    const answer = await intake.post(
      buildPost({
        source: { name: "referral-desk", campaign: undefined, channel: "referral" },
        consent: { at: "2026-12-01T16:07:01Z" },
      }),
    );
    expect(answer.warnings).toEqual([{ code: "consent_date_in_future", path: "consent.at" }]);
    const classes = (await intake.stored(answer)).lead.consents.map((grant) => grant.class);
    expect(classes.filter((word) => word.endsWith("written"))).toEqual([]);
  });

  it("forgives a clock that is five minutes fast", async () => {
    const answer = await openIntake().post(buildPost({ consent: { at: "2026-12-01T16:07:00Z" } }));
    expect(answer.warnings).toEqual([]);
  });

  it("counts the wording of a configured form, unless the inquiry came another way", async () => {
    const written = async (channel: "web_form" | "phone", phone: string) => {
      const intake = openIntake();
      const post = { source: { name: "Google Ads", channel }, contact: { phone } };
      const { lead } = await intake.stored(await intake.post(post));
      expect(lead.source.name).toBe("google-ads");
      return lead.consents.some((grant) => grant.basis === "source_wording");
    };
    expect(await written("web_form", "3125550142")).toBe(true);
    expect(await written("phone", "3125550143")).toBe(false);
  });

  it("knows a service line by its label too", async () => {
    const intake = openIntake();
    const answer = await intake.post({
      ...buildBarePost({ phone: "3125550142" }),
      inquiry: { serviceLine: "Dental Implants" },
    });
    expect((await intake.stored(answer)).lead.serviceLine).toBe("dental-implants");
  });
});
