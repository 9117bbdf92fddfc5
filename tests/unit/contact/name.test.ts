import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { namesConflict, namesMatch, normalizeName } from "../../../shared/domain/contact/name.ts";
import { anyText } from "../../support/any-text.ts";
import { nameKeys } from "../identity/name-keys.ts";

describe("normalizeName", () => {
  it.each([
    ["Dana", "  dana "],
    ["José", "JOSE"],
    ["Jose\u0301", "Jos\u00e9"],
    ["O\u2019Brien", "o'brien"],
    ["Mary-Ann", "mary ann"],
    ["de la Cruz", "Delacruz"],
    ["Straße", "STRASSE"],
    ["Sørensen", "Sorensen"],
    ["İpek", "ipek"],
    ["ＤＡＮＡ", "Dana"],
    ["Dana 🌸", "Dana"],
  ])("takes %j and %j for one name", (a, b) => {
    expect(normalizeName(a)).toBe(normalizeName(b));
  });

  it.each([
    ["Dana", "Dan"],
    ["राम", "रमा"],
    ["ハ", "バ"],
  ])("takes %j and %j for two names", (a, b) => {
    expect(normalizeName(a)).not.toBe(normalizeName(b));
  });

  it.each(["", "   ", "--", "👍", "\u0000", "\u0301"])("finds no name in %j", (raw) => {
    expect(normalizeName(raw)).toBeUndefined();
  });

  it("gives its own answer again for its own answer", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), (raw) => {
        const once = normalizeName(raw);
        if (once !== undefined) expect(normalizeName(once)).toBe(once);
      }),
      { numRuns: 1_000 },
    );
  });

  it("answers for any text and bounds what it looks at", () => {
    fc.assert(
      fc.property(anyText, (raw) => {
        expect(["string", "undefined"]).toContain(typeof normalizeName(raw));
      }),
    );
    expect(normalizeName("ß".repeat(100_000))?.length).toBe(400);
  });
});

describe("namesConflict", () => {
  it("is none when the whole name is equal and only split otherwise", () => {
    const whole = { full: "danareyes" };
    expect(namesConflict({ first: "dana", last: "reyes", ...whole }, { first: "danareyes", ...whole })).toBe(false);
    expect(namesConflict({ first: "dana", last: "reyes" }, { first: "danareyes", ...whole })).toBe(true);
  });

  it("is a conflict when both first names or both last names are known and differ", () => {
    expect(namesConflict({ first: "a" }, { first: "b" })).toBe(true);
    expect(namesConflict({ first: "a", last: "x" }, { first: "a", last: "y" })).toBe(true);
  });

  it("is none while a part is equal or unknown", () => {
    expect(namesConflict({}, { first: "a", last: "x" })).toBe(false);
    expect(namesConflict({ first: "a" }, { last: "x" })).toBe(false);
    expect(namesConflict({ first: "a", last: "x" }, { first: "a" })).toBe(false);
    expect(namesConflict({ first: "a", last: "x" }, { first: "a", last: "x" })).toBe(false);
  });

  it("does not depend on the order", () => {
    fc.assert(fc.property(nameKeys, nameKeys, (a, b) => namesConflict(a, b) === namesConflict(b, a)));
  });

  it("is no conflict with itself, nor with nothing", () => {
    fc.assert(fc.property(nameKeys, (name) => !namesConflict(name, name) && !namesConflict(name, {})));
  });
});

describe("namesMatch", () => {
  it("needs a part that is known to be equal", () => {
    expect(namesMatch({ first: "a", last: "x" }, { last: "x" })).toBe(true);
    expect(namesMatch({ first: "a" }, { last: "x" })).toBe(false);
    expect(namesMatch({}, {})).toBe(false);
    expect(namesMatch({ first: "a", last: "x" }, { first: "b", last: "x" })).toBe(false);
    expect(namesMatch({ first: "a", last: "x", full: "ax" }, { first: "ax", full: "ax" })).toBe(true);
  });

  it("is never a conflict, does not depend on the order, and holds between any name and itself", () => {
    fc.assert(
      fc.property(nameKeys, nameKeys, (a, b) => {
        expect(namesMatch(a, b)).toBe(namesMatch(b, a));
        if (namesMatch(a, b)) expect(namesConflict(a, b)).toBe(false);
        expect(namesMatch(a, a)).toBe(Object.keys(a).length > 0);
      }),
      { numRuns: 1_000 },
    );
  });
});
