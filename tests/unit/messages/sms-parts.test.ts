import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { asGsm, smsParts } from "../../../shared/domain/messages/sms-parts.ts";

/** As 3GPP TS 23.038 lists them, row by row of its tables. */
const GSM =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿" +
  "abcdefghijklmnopqrstuvwxyzäöñüà";
const EXTENDED = "\f^{}\\[~]|€";
const TOOTH = "🦷";

const gsm = fc.string({ unit: fc.constantFrom(...GSM), maxLength: 700 });
const extended = fc.string({ unit: fc.constantFrom(...GSM, ...EXTENDED), maxLength: 700 });
const anything = fc.string({ unit: "binary", maxLength: 300 });

describe("smsParts", () => {
  it("knows the 127 characters of the default alphabet and the ten of its extension", () => {
    expect([...GSM]).toHaveLength(127);
    expect(smsParts(GSM).encoding).toBe("GSM-7");
    expect([...EXTENDED].map((character) => smsParts(character).encoding)).toEqual(Array(10).fill("GSM-7"));
  });

  it.each([
    ["nothing", "", "GSM-7", 1],
    ["160 letters", "x".repeat(160), "GSM-7", 1],
    ["161 letters", "x".repeat(161), "GSM-7", 2],
    ["306 letters", "x".repeat(306), "GSM-7", 2],
    ["307 letters", "x".repeat(307), "GSM-7", 3],
    ["80 euro signs", "€".repeat(80), "GSM-7", 1],
    ["81 euro signs", "€".repeat(81), "GSM-7", 2],
    ["euro signs that leave a septet of each part empty", "€".repeat(76 * 2), "GSM-7", 2],
    ["one more of them", "€".repeat(76 * 2 + 1), "GSM-7", 3],
    ["70 units with an accent that GSM lacks", `á${"x".repeat(69)}`, "UCS-2", 1],
    ["71 units with it", `á${"x".repeat(70)}`, "UCS-2", 2],
    ["134 units with it", `á${"x".repeat(133)}`, "UCS-2", 2],
    ["135 units with it", `á${"x".repeat(134)}`, "UCS-2", 3],
    ["35 emoji", TOOTH.repeat(35), "UCS-2", 1],
    ["36 emoji", TOOTH.repeat(36), "UCS-2", 2],
    ["emoji that leave a unit of each part empty", TOOTH.repeat(33 * 2), "UCS-2", 2],
    ["one more of them", TOOTH.repeat(33 * 2 + 1), "UCS-2", 3],
    ["the typographic apostrophe of a phone", "it’s", "UCS-2", 1],
    ["Spanish with the letters that GSM has", "¿Mañana? ¡Qué bien, él también!", "GSM-7", 1],
  ] as const)("counts %s", (_what, body, encoding, parts) => {
    expect(smsParts(body)).toEqual({ encoding, parts });
  });

  it("needs UCS-2 exactly when there is a character that GSM-7 lacks", () => {
    fc.assert(
      fc.property(anything, (body) => {
        const lacks = [...body].some((character) => !(GSM + EXTENDED).includes(character));
        expect(smsParts(body).encoding).toBe(lacks ? "UCS-2" : "GSM-7");
      }),
    );
  });

  it("takes, without characters of two units, just the parts that the length needs", () => {
    fc.assert(
      fc.property(gsm, (body) => {
        expect(smsParts(body).parts).toBe(body.length <= 160 ? 1 : Math.ceil(body.length / 153));
      }),
    );
  });

  it("holds all units of the text, and wastes at most one in each part", () => {
    fc.assert(
      fc.property(fc.oneof(extended, anything), (body) => {
        const { encoding, parts } = smsParts(body);
        const [alone, joined] = encoding === "GSM-7" ? [160, 153] : [70, 67];
        const doubles = encoding === "GSM-7" ? [...body].filter((character) => EXTENDED.includes(character)).length : 0;
        const units = body.length + doubles;
        if (parts === 1) expect(units).toBeLessThanOrEqual(alone);
        else {
          expect(units).toBeGreaterThan(alone);
          expect(units).toBeLessThanOrEqual(parts * joined);
          expect(units).toBeGreaterThan((parts - 1) * (joined - 1));
        }
      }),
    );
  });

  it("never takes fewer parts for a longer text", () => {
    fc.assert(
      fc.property(anything, anything, (body, more) => {
        expect(smsParts(body + more).parts).toBeGreaterThanOrEqual(smsParts(body).parts);
      }),
    );
  });
});

describe("asGsm", () => {
  it("keeps what GSM-7 has, and takes the nearest character for what it lacks", () => {
    expect(asGsm("Clínica Añil — O’Neil")).toBe("Clinica Añil - O'Neil");
    expect(asGsm("Café Dental")).toBe("Café Dental");
    expect(asGsm("笑顔 Dental")).toBe("笑顔 Dental");
  });

  it("leaves every text of GSM-7 as it is", () => {
    fc.assert(
      fc.property(extended, (text) => {
        expect(asGsm(text)).toBe(text);
      }),
    );
  });
});
