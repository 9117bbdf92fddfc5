import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { namesConflict } from "../../../shared/domain/contact/name.ts";
import { GENDERS, NICKNAMES } from "../../../shared/domain/contact/nicknames.ts";
import { comparableName } from "../../../shared/domain/contact/person-name.ts";
import { anyText } from "../../support/any-text.ts";

/** First and last name as posted. */
type Posted = readonly [first?: string, last?: string];

const conflict = (a: Posted, b: Posted) => namesConflict(comparableName(...a), comparableName(...b));

describe("comparableName", () => {
  it.each([
    "Bob",
    "Rob",
    "bobby",
    "Robert J.",
    "Robert J",
    "Robert J. K.",
    "Mr. Robert",
    "Mr Bob",
    "Sr. Robert",
    "Dr Robert",
    "Dr.Robert",
    "Prof. Dr. Robert",
    "Mx. Robert",
    "ROBERT",
    "Robert, MD",
    "Robert M.D.",
  ])("takes %j for Robert, with a last name and without", (first) => {
    expect(comparableName(first, "Reyes")).toEqual({ first: "robert", last: "reyes", full: "robertreyes" });
    if (first !== "Robert J. K.") expect(comparableName(first)).toEqual({ first: "robert", full: "robert" });
  });

  it.each<[Posted, Posted]>([
    [["Bob J. Reyes"], ["Robert", "Reyes"]],
    [["Mr. Bob Reyes"], ["Robert", "Reyes"]],
    [
      [undefined, "Bob Reyes"],
      ["Robert", "Reyes"],
    ],
    [
      ["Robert", "J. Reyes"],
      ["Robert", "Reyes"],
    ],
    [
      ["Robert", "Reyes, DDS"],
      ["Robert", "Reyes"],
    ],
    [["Mr. Leo Reyes"], ["Leo", "Reyes"]],
    [
      ["Ms. Dana", "Reyes"],
      ["Dana", "Reyes"],
    ],
    [
      ["Mrs. Liz", "Reyes"],
      ["Elizabeth", "Reyes"],
    ],
    [
      ["Maggie", "Hill"],
      ["Margaret", "Hill"],
    ],
    [["Kate"], ["Catherine"]],
    [
      ["Pepe Luis", "Ortega"],
      ["José Luis", "Ortega"],
    ],
    [
      ["Sra. Lupe", "Ortega y Gasset"],
      ["Guadalupe", "Ortega Gasset"],
    ],
    [["Chuy"], ["Jesús"]],
    [["Pat O Brien"], ["Pat", "O'Brien"]],
    [
      ["Sean", "D Angelo"],
      ["Sean", "D'Angelo"],
    ],
    [["Mary-Ann"], ["Mary Ann"]],
  ])("takes %j and %j for one person's", (a, b) => {
    expect(conflict(a, b)).toBe(false);
    expect(comparableName(...a).full).toBe(comparableName(...b).full);
  });

  it.each([
    ["Ochoa Ruiz", "Ochoa"],
    ["Ochoa-Smith", "Ochoa"],
    ["de la Cruz Ruiz", "De La Cruz"],
    ["Mc Donald", "McDonald"],
    ["Van der Berg", "van der Berg Smit"],
    ["Reyes Ortiz Jr.", "Reyes, Jr"],
  ])("takes the last names %j and %j for one person's: the second is often left out", (a, b) => {
    expect(conflict(["Katherine", a], ["Katherine", b])).toBe(false);
    expect(conflict(["Katherine", a], ["Ana", b])).toBe(true);
  });

  it.each<[string, Posted, Posted]>([
    ["other people", ["Dana"], ["Dan"]],
    ["a long form of its own", ["Roberto"], ["Robert"]],
    ["names that are short for two", ["Alex", "Reyes"], ["Alexander", "Reyes"]],
    ["names that are short for two", ["Chris"], ["Christopher"]],
    ["names that are short for two", ["Tony"], ["Anthony"]],
    ["a son who is called like his father", ["Juanito"], ["Juan"]],
    ["father and son", ["Robert", "Reyes Sr."], ["Robert", "Reyes Jr."]],
    ["father and son", ["Robert", "Reyes III"], ["Robert", "Reyes"]],
    ["father and son", ["Robert Reyes V"], ["Robert", "Reyes"]],
    ["second family names alone", ["Ana", "Ochoa Ruiz"], ["Ana", "Ruiz"]],
    ["father and son", ["Robert", "Reyes Ortiz Sr"], ["Robert", "Reyes Jr"]],
    ["two words", ["Mary Ann"], ["Mary"]],
    ["two words", ["Mary Ann"], ["Ann"]],
    ["a wife under her husband's name", ["Mrs. Robert", "Reyes"], ["Robert", "Reyes"]],
    ["a couple without first names", ["Mr. Reyes"], ["Mrs. Reyes"]],
    ["a couple without first names", ["Mr.", "Reyes"], ["Mrs.", "Reyes"]],
    ["a couple without first names", [undefined, "Mr. Reyes"], [undefined, "Mrs. Reyes"]],
    ["a couple without first names", ["Mr. de la Cruz"], ["Mrs. de la Cruz"]],
    ["last names of one letter", ["Robert", "J."], ["Robert", "K."]],
    ["a last name that is a nickname", ["Ana", "Bill"], ["Ana", "William"]],
    ["a last name that is a nickname", [undefined, "Bill"], [undefined, "William"]],
    ["a last name that is a profession elsewhere", ["Ana", "Do"], ["Ana", "Ma"]],
  ])("keeps apart %s: %j and %j", (_, a, b) => {
    expect(conflict(a, b)).toBe(true);
  });

  it.each<[Posted, ReturnType<typeof comparableName>]>([
    [["Dana", "Reyes"], { first: "dana", last: "reyes", full: "danareyes" }],
    [["DANA", undefined], { first: "dana", full: "dana" }],
    [[undefined, "Reyes"], { last: "reyes", full: "reyes" }],
    [["J.", "Reyes"], { first: "j", last: "reyes", full: "jreyes" }],
    [["李 明"], { first: "李明", full: "李明" }],
    [["Md Rahman"], { first: "mdrahman", full: "mdrahman" }],
    [["Dr."], { first: "dr", full: "dr" }],
    [["--", ""], {}],
    [[], {}],
  ])("reads %j", (posted, name) => {
    expect(comparableName(...posted)).toEqual(name);
  });

  it("has the same whole name however it is split", () => {
    const given = fc.constantFrom("Dana", "Bob", "Mary Ann", "Mr. Bob", "Dr. Dana", "Robert J.", "Mary J. Ann");
    const family = fc.constantFrom("Reyes", "de la Cruz", "O'Brien", "Reyes Jr", "Smith-Hill, MD");
    fc.assert(
      fc.property(given, family, (first, last) => {
        const { full } = comparableName(first, last);
        expect(comparableName(`${first} ${last}`).full).toBe(full);
        expect(comparableName(undefined, `${first} ${last}`).full).toBe(full);
      }),
    );
  });

  it("answers for any text and bounds what it looks at", () => {
    fc.assert(
      fc.property(anyText, anyText, (first, last) => {
        for (const part of Object.values(comparableName(first, last))) expect(part).not.toBe("");
        expect(conflict([first, last], [first, last])).toBe(false);
      }),
    );
    expect(comparableName("ß".repeat(100_000)).first?.length).toBe(400);
  });
});

describe("the nicknames", () => {
  it("stand for one name each, which is no nickname itself", () => {
    expect(NICKNAMES.size).toBeGreaterThan(120);
    for (const [nickname, name] of NICKNAMES) {
      expect([nickname, NICKNAMES.has(name), GENDERS.has(nickname)]).toEqual([nickname, false, false]);
      expect([nickname, name]).toEqual([nickname, expect.stringMatching(/^[a-z]+$/)]);
      expect(nickname).toMatch(/^[a-z]+$/);
    }
  });

  it("leave out what stands for two names", () => {
    for (const nickname of [
      "alex",
      "chris",
      "sam",
      "pat",
      "terry",
      "jo",
      "max",
      "tony",
      "jack",
      "beto",
      "nico",
      "ed",
      "ale",
    ])
      expect([nickname, NICKNAMES.get(nickname)]).toEqual([nickname, undefined]);
  });
});
