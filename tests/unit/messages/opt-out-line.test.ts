import { describe, expect, it } from "@jest/globals";
import { renderSms } from "../../../shared/domain/messages/render.ts";
import { smsParts } from "../../../shared/domain/messages/sms-parts.ts";

const CONTEXT = { firstName: "Dana", publicName: "Bright Smile", coordinatorName: "Maria", practicePhone: "" };
const EN = "Reply STOP to opt out.";
const ES = "Responda STOP para dejar de recibir mensajes.";

function bodyOf(body: string, optOutDue = true, language: "en" | "es" = "en"): string {
  const texts = { en: { body }, ...(language === "es" ? { es: { body } } : {}) };
  const rendered = renderSms(texts, language, CONTEXT, { optOutDue });
  if (!rendered.ok) throw new Error("expected a rendered text");
  return rendered.body;
}

describe("opt-out line of an SMS", () => {
  it("follows the text in its language where it is due, and only there", () => {
    expect(bodyOf("How soon?")).toBe(`How soon?\n${EN}`);
    expect(bodyOf("¿Cuándo?", true, "es")).toBe(`¿Cuándo?\n${ES}`);
    expect(bodyOf("How soon?", false)).toBe("How soon?");
  });

  it("is in the language of the text, not of the person", () => {
    expect(renderSms({ en: { body: "How soon?" } }, "es", CONTEXT, { optOutDue: true })).toEqual({
      ok: true,
      body: `How soon?\n${EN}`,
    });
  });

  it.each([
    "How soon? Reply STOP to opt out.",
    "How soon? reply stop to end",
    "Text STOP to opt out",
    'Reply "STOP" to end.',
    "Reply with STOP to end.",
    "Responda STOP para dejar de recibir mensajes.",
    "Envíe STOP para salir.",
    "Conteste con “STOP”.",
  ])("is not repeated where the text has its own: %s", (body) => {
    expect(bodyOf(body)).toBe(body);
  });

  it.each([
    "Stop by our office any time.",
    "Please text, stop by or call.",
    "You may text: stop by at nine?",
    "Text stop by our office",
    "The bus stop is across the street.",
    "STOP the pain",
    "Reply to stopper@example.com",
  ])("is added where the text only seems to have one: %s", (body) => {
    expect(bodyOf(body)).toBe(`${body}\n${EN}`);
  });

  it("keeps a text of GSM-7 in GSM-7", () => {
    for (const language of ["en", "es"] as const)
      expect(smsParts(bodyOf("Hola", true, language)).encoding).toBe("GSM-7");
  });

  it("counts towards what a text message holds", () => {
    const longest = 1_600 - EN.length - 1;
    expect(bodyOf("x".repeat(longest))).toHaveLength(1_600);
    expect(renderSms({ en: { body: "x".repeat(longest + 1) } }, "en", CONTEXT, { optOutDue: true })).toEqual({
      ok: false,
      code: "template_invalid",
    });
  });
});
