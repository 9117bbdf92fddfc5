import { describe, expect, it } from "@jest/globals";
import { leadOnLine, payload, useTestEngine } from "./local-engine.ts";

const { api, url } = useTestEngine();

const CANARY = "canary-zq7";
const post = (changes: object) => JSON.stringify({ ...leadOnLine(70), ...changes });
const contact = (changes: object) => post({ contact: { ...leadOnLine(70).contact, ...changes } });

describe("what cannot be worked", () => {
  it.each<[string, string | Uint8Array<ArrayBuffer>, number, RegExp]>([
    ["no body", "", 400, /./],
    ["not JSON", `{"contact": ${CANARY}`, 400, /json/],
    ["an array", `["${CANARY}"]`, 400, /./],
    ["null", "null", 400, /./],
    ["invalid UTF-8", Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]), 400, /invalid_encoding/],
    ["20,000 nested brackets", `${"[".repeat(20_000)}${"]".repeat(20_000)}`, 400, /./],
    ["20,000 nested objects", `{"contact":${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}}`, 422, /./],
    ["a contact that is a number", post({ contact: 5 }), 422, /./],
    ["no contact", post({ contact: undefined }), 422, /./],
    ["a phone like 'call me'", contact({ phone: "call me", email: undefined }), 422, /./],
    ["wrong types", contact({ phone: { number: CANARY }, email: [CANARY] }), 422, /./],
    ["an unknown practice", post({ practiceId: "nobody-here" }), 422, /practice/],
    ["only prototypes", '{"__proto__": {"contact": {"phone": "(312) 555-0171"}}}', 422, /./],
  ])("is refused with a problem: %s", async (_what, body, status, code) => {
    const { answer, contentType, text, ...response } = await api.postRaw(body);
    expect([response.status, contentType]).toEqual([status, "application/problem+json"]);
    expect(answer).toMatchObject({
      status,
      code: expect.stringMatching(code),
      type: expect.stringContaining(String(answer.code)),
    });
    expect(text).not.toMatch(/canary|555-01|nobody-here|call me| at .*\.ts/);
  });

  it("is refused when it is 1.2 MB", async () => {
    const { status, answer } = await api.postRaw(post({ inquiry: { message: "x".repeat(1_200_000) } }));
    expect([status, answer.code]).toEqual([413, "body_too_large"]);
  });

  it.each<[string, Record<string, string>, number]>([
    ["no key", {}, 401],
    ["a wrong key", { "x-api-key": CANARY }, 401],
    ["the key in another header", { authorization: "Bearer local-intake-key" }, 401],
  ])("is refused with %s", async (_what, headers, status) => {
    const response = await api.postRaw(post({}), headers);
    expect([response.status, response.contentType]).toEqual([status, "application/problem+json"]);
    expect(response.text).not.toContain(CANARY);
  });

  it("leaves nothing half-written behind", async () => {
    await api.advance(600);
    expect(await api.outbox()).toEqual([]);
  });
});

describe("what can be worked in spite of a bad part", () => {
  it.each<[string, object]>([
    ["consent dated in the future", { consent: { sms: true, at: "2031-01-01T00:00:00Z" } }],
    ["wrong types beside the contact", { inquiry: 7, source: "google", consent: "yes" }],
    ["__proto__", { ...JSON.parse('{"__proto__": {"admin": true}}'), inquiry: { serviceLine: "__proto__" } }],
    ["emoji and control characters", { inquiry: { message: "hi \u0000\u001b[31m 😀 \u202e" } }],
  ])("is accepted, with warnings that quote nothing: %s", async (_what, changes) => {
    const line = payload("new-lead").contact;
    const body = JSON.stringify({ contact: { ...line, firstName: "😀\u0007", phone: "(312) 555-0172" }, ...changes });
    const { status, answer, text } = await api.postRaw(body);
    expect(status).toBe(202);
    expect(answer.leadId).toMatch(/^01[0-9A-Z]{24}$/);
    expect(text).not.toMatch(/555-01|2031|google|😀/);
  });

  it("warns of consent that was dated in the future, and does not use it", async () => {
    const lead = leadOnLine(73, { source: { channel: "api" }, consent: { sms: true, at: "2031-01-01T00:00:00Z" } });
    const { warnings } = await api.postLead(lead);
    expect(warnings.map(({ path }) => path)).toContain("consent.at");
    await api.advance(60);
    expect((await api.outbox()).filter(({ to, channel }) => channel === "sms" && to === "+13125550173")).toEqual([]);
  });
});

describe("reading leads", () => {
  it.each([
    ["the intake key", { "x-api-key": "local-intake-key" }, 403],
    ["no key", {}, 401],
  ])("is refused with %s", async (_what, headers, status) => {
    const { leadId } = await api.postLead(leadOnLine(74));
    const response = await fetch(`${url()}/v1/leads/${leadId}`, { headers: headers as Record<string, string> });
    expect(response.status).toBe(status);
  });

  it.each(["01J00000000000000000000000", "nobody", "%F0%9F%98%80"])(
    "answers 404 for the unknown lead %s",
    async (id) => {
      const response = await fetch(`${url()}/v1/leads/${id}`, { headers: { "x-api-key": "local-coordinator-key" } });
      expect([response.status, response.headers.get("content-type")]).toEqual([404, "application/problem+json"]);
    },
  );
});
