import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { STATES } from "../../../shared/domain/places/states.ts";
import { normalizeState, zonesOfState } from "../../../shared/domain/places/us-state.ts";
import { anyText } from "../../support/any-text.ts";

describe("normalizeState", () => {
  it.each([
    ["IL", "IL"],
    [" il ", "IL"],
    ["Illinois", "IL"],
    ["NEW  YORK", "NY"],
    ["N.Y.", "NY"],
    ["D.C.", "DC"],
    ["Washington, DC", "DC"],
    ["Washington", "WA"],
    ["Puerto Rico", "PR"],
    ["Virgin Islands", "VI"],
  ])("reads %j as %s", (raw, code) => {
    expect(normalizeState(raw)).toBe(code);
  });

  it.each(["", "ZZ", "Ontario", "AE", "constructor", "__proto__", "illinois, probably"])("does not know %j", (raw) => {
    expect(normalizeState(raw)).toBeUndefined();
  });

  it("reads the code and the name of every state", () => {
    for (const line of STATES) {
      const [code, name = ""] = line.split("|");
      expect([normalizeState(name), normalizeState(code ?? "")]).toEqual([code, code]);
      expect(zonesOfState(code ?? "").length).toBeGreaterThan(0);
    }
    expect(STATES).toHaveLength(56);
  });

  it("answers for any text", () => {
    fc.assert(
      fc.property(anyText, (raw) => {
        expect(normalizeState(raw) ?? "XX").toMatch(/^[A-Z]{2}$/);
      }),
    );
  });
});
