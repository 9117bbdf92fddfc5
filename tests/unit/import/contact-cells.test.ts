import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { normalizeEmail } from "../../../shared/domain/contact/email.ts";
import { normalizePhone } from "../../../shared/domain/contact/phone.ts";
import {
  emailsIn,
  hasLostDigits,
  holdsOnlyEmails,
  holdsOnlyPhones,
  phonesIn,
} from "../../../shared/domain/import/contact-cells.ts";
import { anyText } from "../../support/any-text.ts";

const numbersIn = (cell: string) =>
  phonesIn(cell).map((text) => {
    const phone = normalizePhone(text);
    return phone.ok ? phone.e164 : phone.code;
  });

/** One number, as forms, address books, phone systems, spreadsheets and databases write it. */
const ODD_FORMATS = [
  "1-312.555.0199",
  "+1 (312) 555\u20110199",
  "tel:+13125550199",
  "312 555 0199 x5",
  "312 555 0199 ext. 5",
  "312 555 0199 extension 12",
  "+1312-555-0199;ext=5",
  "tel:+1-312-555-0199;phone-context=example.com",
  "1 312 555 0199 #22",
  "3125550199.0",
  "13125550199.00",
  "3.125550199E9",
  "3.125550199E+09",
  "1.3125550199E10",
  "3,125,550,199",
  "13,125,550,199",
  "３１２５５５０１９９",
  "（３１２）５５５－０１９９",
  "p: 3125550199",
  "p:+13125550199",
  "cell 312-555-0199",
  "Mobile: (312) 555-0199",
  "Ph# 312-555-0199",
  "(312) 555-0199 (cell)",
  "312-555-0199 - work",
  "312.555.0199 (after 5pm)",
  "Dana 312-555-0199",
  "'+13125550199",
  "'3125550199",
  "'(312) 555-0199",
  '"3125550199"',
  "0013125550199",
  "001 312 555 0199",
  "011 1 312 555 0199",
  "+01 312 555 0199",
  "++13125550199",
  "+ 1 312 555 0199",
  "(+1) 312-555-0199",
  "(1) 312 5550199",
  "1(312)555-0199",
  "+1.312.555.0199",
  "1/312/555/0199",
  "312·555·0199",
  "312•555•0199",
  "312_555_0199",
  "312,555,0199",
  "312*555*0199",
  "312~555~0199",
  "312|555|0199",
  "312:555:0199",
  "[312] 555-0199",
  "{312}5550199",
  "<312-555-0199>",
  "(312 555-0199",
  "312) 555-0199",
  "312 - 555 - 0199",
  "312\u2013555\u20130199",
  "312\u2014555\u20140199",
  "312\u2212555\u22120199",
  "3 1 2 5 5 5 0 1 9 9",
  "31 25 55 01 99",
  "312555 0199",
  "312-5550199",
  "1312 555 0199",
  "312\u00a0555\u00a00199",
  "312\u200b5550199",
  "\u202a(312) 555-0199\u202c",
  "\ufeff3125550199",
  "\t3125550199 \r\n",
  "3125550199,",
  "3125550199/",
  "312.555.0199.",
  "*312-555-0199",
  "#312-555-0199",
  "US 312-555-0199",
  "callto:3125550199",
  "whatsapp:+13125550199",
  "312-555-0199 EXT",
  "312-555-0199 dana@example.com",
];

describe("phonesIn", () => {
  it("is tried on more than sixty formats", () => {
    expect(new Set(ODD_FORMATS).size).toBeGreaterThanOrEqual(60);
  });

  it.each(ODD_FORMATS)("reads %j", (cell) => {
    expect(numbersIn(cell)).toEqual(["+13125550199"]);
  });

  it.each([
    "(312)555-0144 / (312)555-0199",
    "3125550144 3125550199",
    "312-555-0144, 312-555-0199",
    "312-555-0144; 312-555-0199",
    "312-555-0144 or 312-555-0199",
    "312-555-0144 & 312-555-0199",
    "312-555-0144\n312-555-0199",
    "home: 312-555-0144; cell: 312-555-0199",
    "312-555-0144 x5 / 312-555-0199",
    "3125550144|3125550199|3125550144",
  ])("reads both numbers of %j", (cell) => {
    expect(numbersIn(cell)).toEqual(["+13125550144", "+13125550199"]);
  });

  it.each([
    "",
    "n/a",
    "none",
    "call me",
    "312-555-019",
    "312-555-01999",
    "555-0199",
    "3.12555E+09",
    "3.1255502E9",
    "3,12555E+09",
    "20250304",
    "2025-03-04",
    "2025-03-04 10:22:00",
    "45720",
    "dana3125550199@example.com",
    "+44 20 7946 0958",
    "+52 1 312 555 0199",
    "52 312 555 0199",
    "011 52 312 555 0199",
    "312 555 0199 22",
    "8 312 555 01 99 1",
  ])("finds no number in %j", (cell) => {
    expect(phonesIn(cell)).toEqual([]);
  });

  it("leaves numbers that people make up to who reads the row", () => {
    expect(numbersIn("(555) 555-5555")).toEqual(["phone_filler"]);
  });

  it("finds nothing but what can be read, in any text", () => {
    const phoneLike = fc.string({ unit: fc.constantFrom(..."0123456789+()-. xext#;=/&E,"), maxLength: 80 });
    fc.assert(
      fc.property(fc.oneof(anyText, phoneLike), (cell) => {
        for (const result of numbersIn(cell)) expect(result).toMatch(/^\+1[2-9]\d{9}$|^phone_filler$/);
      }),
    );
  });

  it("reads any number between any signs that are neither letters nor digits", () => {
    const sign = fc.stringMatching(/^[ .()/*_·|-]{0,3}$/);
    const group = fc.tuple(fc.integer({ min: 2_000, max: 9_999 }), sign, sign, sign);
    fc.assert(
      fc.property(group, ([last, first, second, third]) => {
        expect(numbersIn(`1${first}312${second}773${third}${last}`)).toEqual([`+1312773${last}`]);
      }),
    );
  });

  it.each(["3", "3125550199 ", "(", "1 (", "@", "5-"])("takes no time over a cell full of %j", (unit) => {
    expect(phonesIn(unit.repeat(100_000 / unit.length)).length).toBeLessThan(100);
  });
});

describe("holdsOnlyPhones", () => {
  const said = /^Dana|after 5pm|example|whatsapp|callto|Ph#|^US /;

  it.each(ODD_FORMATS.filter((cell) => !said.test(cell)))("is so of %j", (cell) => {
    expect(holdsOnlyPhones(cell)).toBe(true);
  });

  it.each([
    "Dana 312-555-0199",
    "312.555.0199 (after 5pm)",
    "312-555-0199 dana@example.com",
    "",
    "n/a",
    "called 312-555-0199",
    "2025-03-04",
    "3125550199-A",
    "12345",
  ])("is not of %j", (cell) => {
    expect(holdsOnlyPhones(cell)).toBe(false);
  });

  it("is so of several", () => {
    expect(holdsOnlyPhones("home: 312-555-0144; cell: 312-555-0199 x5")).toBe(true);
  });
});

describe("holdsOnlyEmails", () => {
  it.each(["dana@example.com", "mailto:dana@example.com", "<dana@example.com>;", "a@example.com, b@example.com"])(
    "is so of %j",
    (cell) => {
      expect(holdsOnlyEmails(cell)).toBe(true);
    },
  );

  it.each(["", "Dana <dana@example.com>", "write to dana@example.com", "312-555-0199"])("is not of %j", (cell) => {
    expect(holdsOnlyEmails(cell)).toBe(false);
  });
});

describe("hasLostDigits", () => {
  it.each(["3.12555E+09", "3.1255502E9", "'3.12555E+09", "3E+9", "1.31256E+10", "3,12555E+09"])(
    "tells of %j",
    (cell) => {
      expect(hasLostDigits(cell)).toBe(true);
    },
  );

  it.each(["3.125550199E9", "3125550199", "312-555-0199", "", "2E-5"])("says nothing of %j", (cell) => {
    expect(hasLostDigits(cell)).toBe(false);
  });
});

describe("emailsIn", () => {
  it.each([
    "dana@example.com",
    " dana@example.com ",
    "mailto:dana@example.com",
    "MAILTO:dana@example.com",
    "Dana Reyes <dana@example.com>",
    '"Reyes, Dana" <dana@example.com>',
    "dana@example.com.",
    "dana@example.com;",
    "dana@example.com,",
    "(dana@example.com)",
    "'dana@example.com'",
    "[dana@example.com](mailto:dana@example.com)",
    "\u200bdana@example.com",
    "dana＠example.com",
    "email: dana@example.com",
  ])("reads %j", (cell) => {
    expect(emailsIn(cell)).toEqual(["dana@example.com"]);
  });

  it.each([
    "dana@example.com; d.reyes@example.com",
    "dana@example.com d.reyes@example.com",
    "dana@example.com/d.reyes@example.com",
  ])("reads both addresses of %j", (cell) => {
    expect(emailsIn(cell)).toEqual(["dana@example.com", "d.reyes@example.com"]);
  });

  it("puts usable addresses before those that people make up", () => {
    expect(emailsIn("none@gmail.com, dana@example.com")).toEqual(["dana@example.com", "none@gmail.com"]);
  });

  it.each(["", "n/a", "none", "dana.example.com", "dana@", "@dana", "312-555-0199", "dana@@example.com"])(
    "finds none in %j",
    (cell) => {
      expect(emailsIn(cell)).toEqual([]);
    },
  );

  it("finds nothing but addresses, in any text", () => {
    fc.assert(
      fc.property(fc.oneof(anyText, fc.emailAddress()), (cell) => {
        for (const address of emailsIn(cell)) {
          const email = normalizeEmail(address);
          expect(email.ok || email.code === "email_filler").toBe(true);
        }
      }),
    );
  });
});
