import { describe, expect, it } from "@jest/globals";
import { autoAnswerText } from "../../../shared/domain/messages/auto-answers.ts";
import { smsParts } from "../../../shared/domain/messages/sms-parts.ts";
import { AutoAnswerSchema, LanguageSchema } from "../../../shared/domain/vocabulary.ts";

const WORDS = { publicName: "Bright Smile", practicePhone: "(312) 555-0100" };
const LANGUAGES = LanguageSchema.options;
const ALL = AutoAnswerSchema.options.flatMap((answer) => LANGUAGES.map((language) => ({ answer, language })));

describe("autoAnswerText", () => {
  it.each(ALL)("names the practice in one part of GSM-7: $answer, $language", ({ answer, language }) => {
    const text = autoAnswerText(answer, language, WORDS);
    expect(text).toContain("Bright Smile");
    expect(smsParts(text)).toEqual({ encoding: "GSM-7", parts: 1 });
  });

  it.each(LANGUAGES)("confirms an opt-out in one part whatever the practice is called: %s", (language) => {
    for (const publicName of ["x".repeat(60), "Clínica Añil — O’Neil & Söhne"]) {
      const text = autoAnswerText("opt_out_confirmed", language, { ...WORDS, publicName });
      expect(smsParts(text)).toEqual({ encoding: "GSM-7", parts: 1 });
    }
  });

  it("only confirms an opt-out: no more messages, and START to undo it", () => {
    expect(autoAnswerText("opt_out_confirmed", "en", WORDS)).toBe(
      "Bright Smile: You are opted out and will get no more messages from us. Reply START to undo.",
    );
    expect(autoAnswerText("opt_out_confirmed", "es", WORDS)).toBe(
      "Bright Smile: Ya no le enviaremos mensajes. Si desea volver a recibirlos, responda START.",
    );
  });

  it.each(LANGUAGES)("helps with a number to call and the way out: %s", (language) => {
    const text = autoAnswerText("help", language, WORDS);
    expect(text).toContain("(312) 555-0100");
    expect(text).toContain("STOP");
  });

  it.each(LANGUAGES)("says how to stop again after a START: %s", (language) => {
    expect(autoAnswerText("opt_in_confirmed", language, WORDS)).toContain("STOP");
  });

  it("sends an emergency to 911 first of all", () => {
    expect(autoAnswerText("emergency", "en", WORDS)).toMatch(/^If this is an emergency, call 911 now/);
    expect(autoAnswerText("emergency", "es", WORDS)).toMatch(/^Si es una emergencia, llame al 911 ahora/);
  });
});
