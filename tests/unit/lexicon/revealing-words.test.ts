import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { revealingParts, revealingWords, sensitiveService } from "../../../shared/domain/lexicon/revealing-words.ts";

describe("revealingWords", () => {
  it.each([
    ["Your dental implants are ready", ["dental", "implants"]],
    ["Harbor Fertility", ["fertility"]],
    ["Lakeside Recovery", ["recovery"]],
    ["our REHAB program", ["rehab"]],
    ["HIV testing", ["hiv"]],
    ["Oncology and dermatology", ["oncology", "dermatology"]],
    ["a psychiatrist will call", ["psychiatrist"]],
    ["Botox day", ["botox"]],
    ["your surgery, your therapy", ["surgery", "therapy"]],
    ["addictions", ["addictions"]],
    ["abortion care", ["abortion"]],
    ["Welcome to our clinic", ["clinic"]],
    ["new patients only", ["patients"]],
    ["braces for teeth", ["braces", "teeth"]],
    ["weight-loss plan", ["weight loss"]],
    ["hearing aids", ["hearing aid"]],
    ["your X-ray", ["x ray"]],
    ["tooth/teeth", ["tooth", "teeth"]],
  ])("finds %j in English", (text, expected) => {
    expect(revealingWords(text)).toEqual(expected);
  });

  it.each([
    ["Su clínica dental", ["clinica", "dental"]],
    ["tratamiento de fertilidad", ["fertilidad", "tratamiento"]],
    ["CIRUGÍA", ["cirugia"]],
    ["su psicóloga", ["psicologa"]],
    ["prueba de VIH", ["vih"]],
    ["los implantes", ["implantes"]],
    ["salud mental", ["salud mental"]],
  ])("finds %j in Spanish, with and without accents", (text, expected) => {
    expect(revealingWords(text)).toEqual(expected);
    expect(revealingWords(text.normalize("NFD"))).toEqual(expected);
    expect(revealingWords(text.normalize("NFD").replace(/\p{M}/gu, ""))).toEqual(expected);
  });

  it.each([
    "Bright Smile",
    "Harbor House",
    "Hi Dana, it's Maya from Bright Smile. When would you like to come in?",
    "Thank you for being patient with us",
    "a surge of requests, painted in Spain",
    "the archive of hospitality",
    "Hola, ¿le va mejor por la mañana?",
    "Puedo guardarle un horario con mucho gusto",
    "its hours",
    "Dolores",
    "",
  ])("lets pass %j", (text) => {
    expect(revealingWords(text)).toEqual([]);
  });

  it("finds a word in any case and between any signs", () => {
    const signs = fc.constantFrom(" ", ", ", "-", "_", "/", "\n", "({", "¡");
    const word = fc.constantFrom("dental", "Implant", "CLINIC", "cirugía", "Rehab");
    const around = fc.constantFrom("your", "Dana", "next week", "");
    fc.assert(
      fc.property(word, signs, signs, around, (it, before, after, rest) => {
        expect(revealingWords(`${rest}${before}${it}${after}${rest}`)).toHaveLength(1);
      }),
    );
  });
});

describe("revealingParts", () => {
  it.each([
    ["hello@brightdental.example.com", ["dental"]],
    ["https://harborfertility.example.com", ["fertil"]],
    ["NorthRehab", ["rehab"]],
    ["recovery@example.com", ["recovery"]],
    ["clinica-sol@example.com", ["clinica"]],
  ])("finds the words that %j glues together", (text, expected) => {
    expect(revealingParts(text)).toEqual(expected);
  });

  it.each(["hello@brightsmile.example.com", "hi@accidental.example.com", "maria@archive.example.com", "Spain Street"])(
    "lets pass %j",
    (text) => {
      expect(revealingParts(text)).toEqual([]);
    },
  );
});

describe("sensitiveService", () => {
  it.each([
    "HIV testing",
    "hiv-prep",
    "Prueba de VIH",
    "abortion",
    "IVF consult",
    "fertility",
    "Fertilidad",
    "addiction_treatment",
    "Recovery program",
    "suboxone",
    "psychiatry",
    "Psiquiatría",
    "counseling",
    "Mental Health",
    "birth control",
    "STD check",
    "OB-GYN",
    "pregnancy",
    "alcohol rehab",
    "couples therapy",
  ])("takes %j for a sensitive line", (line) => {
    expect(sensitiveService(line)).toBe(true);
  });

  it.each([
    "dental-implants",
    "Botox",
    "Hearing aids",
    "knee surgery",
    "physical therapy",
    "whitening",
    "check-up",
    "",
  ])("takes %j for none", (line) => {
    expect(sensitiveService(line)).toBe(false);
  });
});
