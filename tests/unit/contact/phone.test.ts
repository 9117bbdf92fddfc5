import { createRequire } from "node:module";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { NANP_METADATA } from "../../../shared/domain/contact/nanp-metadata.ts";
import { normalizePhone } from "../../../shared/domain/contact/phone.ts";
import { AREA_CODES } from "../../../shared/domain/places/area-codes.ts";
import { codesOf } from "../../../shared/domain/places/place-table.ts";
import { anyText } from "../../support/any-text.ts";

const areaCodes = Object.values(AREA_CODES).flatMap(codesOf);

describe("normalizePhone", () => {
  it.each([
    "(312) 555-0142",
    "312.555.0142",
    "3125550142",
    "312/555/0142",
    "+1 312 555 0142",
    "1-312-555-0142",
    "tel:+1-312-555-0142",
    "312-555-0142 x12",
    "312 555 0142 ext. 55",
    "1 (312) 555-0142",
    "+1 (312) 555\u20110142",
    "\u202a+1 312 555 0142\u202c",
    "３１２５５５０１４２",
    "\u0663\u0661\u0662\u0665\u0665\u0665\u0660\u0661\u0664\u0662",
    "\t312 555 0142\r\n",
    "call me at 312-555-0142",
  ])("reads %j", (raw) => {
    expect(normalizePhone(raw)).toEqual({ ok: true, e164: "+13125550142", areaCode: "312" });
  });

  it.each([
    "",
    "call me",
    "n/a",
    "555-0142",
    "312555",
    "31255501421",
    "+1312555014",
    "112-555-0142",
    "312-155-0142",
    "900-555-0142",
    "1-800-FLOWERS",
    "+44 20 7946 0958",
    "011 44 20 7946 0958",
    "312-555-0142 or 773-555-0199",
    "3125550142, 7735550142",
  ])("refuses %j", (raw) => {
    expect(normalizePhone(raw)).toEqual({ ok: false, code: "phone_unusable" });
  });

  it.each([
    "999-999-9999",
    "0000000000",
    "000-0000",
    "+1 555 555 5555",
    "1234567890",
    "(123) 456-7890",
    "123-123-1234",
    "222-333-4444",
    "555-312-0142",
    "312-555-5555",
    "312-555-1212",
    "312-555-1234",
  ])("knows %j as filler", (raw) => {
    expect(normalizePhone(raw)).toEqual({ ok: false, code: "phone_filler" });
  });

  it("gives a toll-free number no area code", () => {
    expect(normalizePhone("800-234-5678")).toEqual({ ok: true, e164: "+18002345678" });
  });

  it("accepts the test numbers of every US area code", () => {
    for (const areaCode of areaCodes) {
      expect(normalizePhone(`${areaCode}-555-0142`)).toEqual({ ok: true, e164: `+1${areaCode}5550142`, areaCode });
    }
  });

  it("accepts other countries of the plan", () => {
    expect(normalizePhone("416-555-0142")).toMatchObject({ ok: true, e164: "+14165550142" });
  });

  it("gives its own answer again for its own answer", () => {
    const number = fc.tuple(fc.constantFrom(...areaCodes), fc.integer({ min: 2_000_000, max: 9_999_999 }));
    fc.assert(
      fc.property(number, ([areaCode, rest]) => {
        const once = normalizePhone(`(${areaCode}) ${rest}`);
        if (once.ok) expect(normalizePhone(once.e164)).toEqual(once);
      }),
    );
  });

  it("answers for any text, with a number or a code", () => {
    const text = fc.oneof(anyText, fc.string({ unit: fc.constantFrom(..."0123456789+()-. xext#;="), maxLength: 60 }));
    fc.assert(
      fc.property(text, (raw) => {
        const result = normalizePhone(raw);
        if (result.ok) expect(result.e164).toMatch(/^\+1[2-9]\d{9}$/);
        else expect(["phone_unusable", "phone_filler"]).toContain(result.code);
      }),
    );
  });

  it.each(["3", " ", "+1", "(", "x", "３"])("takes no time over 100 kB of %j", (unit) => {
    const started = performance.now();
    expect(normalizePhone(unit.repeat(100_000)).ok).toBe(false);
    expect(performance.now() - started).toBeLessThan(200);
  });
});

describe("NANP_METADATA", () => {
  it("is the installed library's own data for country code 1", () => {
    const installed = createRequire(import.meta.url)("libphonenumber-js/metadata.min.json");
    const countries: string[] = installed.country_calling_codes["1"];
    expect(NANP_METADATA).toEqual({
      version: installed.version,
      country_calling_codes: { "1": countries },
      countries: Object.fromEntries(countries.map((country) => [country, installed.countries[country]])),
    });
  });
});
