import { describe, expect, it } from "@jest/globals";
import { escalationChain } from "../../../shared/domain/desk/escalation-chain.ts";
import { isOff, isOnDuty, memberOf, nextOnDuty } from "../../../shared/domain/desk/on-duty.ts";
import { buildDesk, CALENDAR } from "../../support/plan-facts.ts";

const SPLIT = [
  { opens: "08:00", closes: "12:00" },
  { opens: "15:00", closes: "19:00" },
];
const desk = buildDesk([
  { staffId: "maya" },
  { staffId: "luis", hours: { ...CALENDAR.hours, tuesday: SPLIT, saturday: SPLIT } },
  { staffId: "ada", timeOff: [{ from: "2026-12-01", to: "2026-12-02" }] },
  { staffId: "priya", role: "manager" },
]);
const at = (local: string) => Date.parse(`${local}:00-06:00`);
const onDuty = (local: string) =>
  desk.staff.filter((member) => isOnDuty(desk, member, at(local))).map((m) => m.staffId);

describe("who is on duty", () => {
  it.each([
    ["in the practice's hours", "2026-12-03T10:00", ["maya", "luis", "ada", "priya"]],
    ["in the gap of a split shift", "2026-12-01T13:00", ["maya", "priya"]],
    ["in hours of their own after the practice's", "2026-12-01T18:30", ["luis"]],
    ["on a day off", "2026-12-02T10:00", ["maya", "luis", "priya"]],
    ["on a day when only one works", "2026-12-05T10:00", ["luis"]],
    ["on a holiday", "2026-12-25T10:00", []],
    ["at night", "2026-12-03T22:00", []],
  ])("%s", (_when, local, expected) => {
    expect(onDuty(local)).toEqual(expected);
  });

  it("knows when somebody comes in next, after a gap, a day off or a weekend", () => {
    const next = (staffId: string, local: string) => {
      const member = memberOf(desk, staffId);
      return member && nextOnDuty(desk, member, at(local));
    };
    expect(next("luis", "2026-12-01T09:00")).toBe(at("2026-12-01T15:00"));
    expect(next("ada", "2026-12-01T09:00")).toBe(at("2026-12-03T08:00"));
    expect(next("maya", "2026-12-04T09:00")).toBe(at("2026-12-07T08:00"));
    expect(next("maya", "2026-12-24T09:00")).toBe(at("2026-12-28T08:00"));
  });

  it("takes a day off from midnight to midnight where the practice is", () => {
    const ada = memberOf(desk, "ada");
    if (ada === undefined) throw new Error("expected ada to work here");
    expect(isOff(desk, ada, at("2026-11-30T23:59"))).toBe(false);
    expect(isOff(desk, ada, at("2026-12-01T00:00"))).toBe(true);
    expect(isOff(desk, ada, at("2026-12-02T23:59"))).toBe(true);
    expect(isOff(desk, ada, at("2026-12-03T00:00"))).toBe(false);
  });
});

describe("the escalation chain", () => {
  it("is the owner, the others on duty in order, the managers", () => {
    expect(escalationChain(desk, "luis", at("2026-12-03T10:00"))).toEqual(["luis", "maya", "ada", "priya"]);
    expect(escalationChain(desk, undefined, at("2026-12-01T13:00"))).toEqual(["maya", "priya"]);
  });

  it("leaves out an owner who has a day off, or works here no longer", () => {
    expect(escalationChain(desk, "ada", at("2026-12-01T10:00"))).toEqual(["maya", "luis", "priya"]);
    expect(escalationChain(desk, "zoe", at("2026-12-01T10:00"))).toEqual(["maya", "luis", "priya"]);
  });
});
