import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { DateTime } from "luxon";
import { STATES } from "../../../shared/domain/places/states.ts";
import { isStateHoliday } from "../../../shared/domain/quiet-hours/holidays.ts";
import { hoursOf, STATE_HOURS } from "../../../shared/domain/quiet-hours/hours-rule.ts";
import { STATE_RULES } from "../../../shared/domain/quiet-hours/state-rules.ts";
import { EXPECTED, EXPECTED_STRICT, STATE_DAYS } from "./expected-hours.ts";

const DOCUMENT = readFileSync(new URL("../../../docs/quiet-hours.md", import.meta.url), "utf8");
const TERRITORIES = ["AS", "GU", "MP", "PR", "VI"];
const CODES = STATES.map((line) => line.slice(0, 2));
const dayOf = (date: string) => Date.parse(date) / 86_400_000;
/** A Wednesday, the Saturday and the Sunday after it; no holidays. */
const WEEK = ["2026-12-02", "2026-12-05", "2026-12-06"].map(dayOf);
const THANKSGIVING = dayOf("2026-11-26");

const inWords = (hours: ReturnType<typeof hoursOf>) =>
  hours === undefined ? "" : `${Number(hours.opens.slice(0, 2))}-${Number(hours.closes.slice(0, 2))}`;

describe("the hours of a state", () => {
  it.each(CODES)("%s has the hours that were found for it", (state) => {
    const [weekdays, saturday, sunday, holidays] = EXPECTED[state] ?? EXPECTED_STRICT;
    expect(WEEK.map((day) => inWords(hoursOf(state, day)))).toEqual([weekdays, saturday, sunday]);
    expect(inWords(hoursOf(state, THANKSGIVING))).toBe(holidays === "closed" ? "" : weekdays);
  });

  it.each([...STATE_HOURS.values()])(
    "$state has the strict default once its review is overdue",
    ({ state, lastDay }) => {
      const [weekdays, saturday, sunday] = EXPECTED_STRICT;
      const overdue = [1, 2, 3, 4, 5, 6, 7].map((days) => inWords(hoursOf(state, lastDay + days)));
      // 2027-11-22 is a Monday, and the days after it hold Thanksgiving.
      expect(overdue).toEqual([weekdays, weekdays, weekdays, weekdays, saturday, sunday, weekdays]);
      expect(inWords(hoursOf(state, lastDay))).toBe(EXPECTED[state]?.[0]);
    },
  );

  it("is the strict default for territories, for Vermont and for what is no state", () => {
    for (const state of [...TERRITORIES, "VT", "XX", "", undefined]) {
      expect(WEEK.map((day) => inWords(hoursOf(state, day)))).toEqual(["10-18", "10-18", ""]);
    }
  });
});

describe("the table of state rules", () => {
  it("has at most one line for a state, in order", () => {
    const states = STATE_RULES.map((line) => line.slice(0, 2));
    expect(states).toEqual([...new Set(states)].sort());
    expect(CODES).toEqual(expect.arrayContaining(states));
  });

  it.each(STATE_RULES)("%s", (line) => {
    const [
      ,
      weekdays,
      saturday,
      sunday,
      holidays = "",
      citation,
      checkedAgainst,
      reviewedOn = "",
      reviewBy = "",
      more,
    ] = line.split("|");
    for (const hours of [weekdays, saturday, sunday]) expect(hours).toMatch(/^(\d\d-\d\d|-)$/);
    const [closed, ...names] = holidays.split(" ");
    expect(names.length === 0 ? ["open", "closed"] : ["closed"]).toContain(closed);
    expect(names.filter((name) => !isStateHoliday(name))).toEqual([]);
    expect(citation).toMatch(/\d/);
    expect(checkedAgainst?.length).toBeGreaterThan(10);
    expect(DateTime.fromISO(reviewBy).diff(DateTime.fromISO(reviewedOn), "years").years).toBeLessThanOrEqual(1);
    expect(reviewBy > reviewedOn).toBe(true);
    expect(more).toBeUndefined();
  });

  it("names the holidays of every state that closes on them", () => {
    const closing = [...STATE_HOURS.values()]
      .filter(({ closedOn }) => closedOn !== undefined)
      .map(({ state }) => state);
    expect(closing).toEqual(Object.keys(STATE_DAYS));
  });

  it("allows nothing outside 08:00 to 21:00", () => {
    for (const { weekdays, saturday, sunday } of STATE_HOURS.values()) {
      for (const hours of [weekdays, saturday, sunday].filter((day) => day !== undefined)) {
        expect(hours.opens >= "08:00" && hours.opens < hours.closes && hours.closes <= "21:00").toBe(true);
      }
    }
  });

  it("is what the document for counsel shows", () => {
    const shown = DOCUMENT.split("\n").filter((line) => /^\| [A-Z]{2} \|/.test(line));
    expect(shown).toEqual(STATE_RULES.map((line) => `| ${line.replaceAll("|", " | ")} |`));
  });
});
