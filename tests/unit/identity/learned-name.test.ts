import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { namesConflict } from "../../../shared/domain/contact/name.ts";
import { learnedName, speaksFor } from "../../../shared/domain/identity/learned-name.ts";
import { nameKeys } from "./name-keys.ts";

const SPLIT = { first: "dana", last: "reyes", full: "danareyes" };

describe("speaksFor", () => {
  it("needs a part of the name, unless the person has none", () => {
    expect(speaksFor({ first: "dana" }, SPLIT)).toBe(true);
    expect(speaksFor({ first: "danareyes", full: "danareyes" }, SPLIT)).toBe(true);
    expect(speaksFor({}, SPLIT)).toBe(false);
    expect(speaksFor({ last: "reyes" }, { first: "dana" })).toBe(false);
    expect(speaksFor({}, {})).toBe(true);
    expect(speaksFor({ first: "leo" }, {})).toBe(true);
  });
});

describe("learnedName", () => {
  it("fills in what was unknown", () => {
    expect(learnedName({}, SPLIT)).toEqual(SPLIT);
    expect(learnedName({ first: "dana", full: "dana" }, SPLIT)).toEqual(SPLIT);
    expect(learnedName(SPLIT, { first: "dana", full: "dana" })).toEqual(SPLIT);
    expect(learnedName({ first: "dana", last: "reyes" }, SPLIT)).toEqual(SPLIT);
  });

  it("learns how a name is split, and does not forget it", () => {
    const whole = { first: "danareyes", full: "danareyes" };
    expect(learnedName(whole, SPLIT)).toEqual(SPLIT);
    expect(learnedName(SPLIT, whole)).toEqual(SPLIT);
  });

  it("learns nothing from a post that does not match", () => {
    expect(learnedName({ first: "dana" }, { last: "reyes" })).toEqual({ first: "dana" });
  });

  it("conflicts with neither, and says nothing new the second time", () => {
    fc.assert(
      fc.property(nameKeys, nameKeys, (known, posted) => {
        fc.pre(!namesConflict(known, posted));
        const learned = learnedName(known, posted);
        expect(namesConflict(learned, known)).toBe(false);
        expect(namesConflict(learned, posted)).toBe(false);
        expect(learnedName(learned, posted)).toEqual(learned);
      }),
      { numRuns: 2_000 },
    );
  });
});
