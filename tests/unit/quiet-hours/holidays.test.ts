import { describe, expect, it } from "@jest/globals";
import { isHoliday } from "../../../shared/domain/quiet-hours/holidays.ts";
import { STATE_HOURS } from "../../../shared/domain/quiet-hours/hours-rule.ts";
import { FEDERAL_DAYS, STATE_DAYS } from "./expected-hours.ts";

const DAY_MS = 86_400_000;
const dayOf = (date: string) => Date.parse(date) / DAY_MS;
/** Every day of 2026 and 2027. */
const DAYS = Array.from({ length: 730 }, (_, offset) => dayOf("2026-01-01") + offset);
const isoOf = (day: number) => new Date(day * DAY_MS).toISOString().slice(0, 10);

describe("isHoliday", () => {
  it("knows the federal holidays and the days on which they are observed", () => {
    expect(DAYS.filter((day) => isHoliday(day, [])).map(isoOf)).toEqual(FEDERAL_DAYS);
  });

  it.each(Object.entries(STATE_DAYS))("knows the further holidays of %s", (state, days) => {
    const names = STATE_HOURS.get(state)?.closedOn ?? [];
    const expected = [...new Set([...FEDERAL_DAYS, ...days])].sort();
    expect(DAYS.filter((day) => isHoliday(day, names)).map(isoOf)).toEqual(expected);
  });

  it.each([
    ["2024-03-29", "2024-02-13"],
    ["2025-04-18", "2025-03-04"],
    ["2028-04-14", "2028-02-29"],
    ["2029-03-30", "2029-02-13"],
    ["2038-04-23", "2038-03-09"],
  ])("finds Good Friday on %s and Mardi Gras on %s", (goodFriday, mardiGras) => {
    expect(isHoliday(dayOf(goodFriday), ["good-friday"])).toBe(true);
    expect(isHoliday(dayOf(mardiGras), ["mardi-gras"])).toBe(true);
    expect(isHoliday(dayOf(goodFriday), [])).toBe(false);
    expect(isHoliday(dayOf(mardiGras), ["good-friday"])).toBe(false);
  });

  it("observes a New Year's Day on a Saturday in the year before and on the Monday after", () => {
    for (const date of ["2021-12-31", "2022-01-01", "2022-01-03"]) expect(isHoliday(dayOf(date), [])).toBe(true);
    expect(isHoliday(dayOf("2022-01-04"), [])).toBe(false);
  });

  it.each([
    ["2024-06-17", "a Wednesday"],
    ["2028-06-19", "a Monday"],
    ["2026-06-15", "a Friday"],
    ["2032-06-21", "a Saturday"],
    ["2033-06-20", "a Sunday"],
  ])("keeps Juneteenth of Utah on Monday %s when it falls on %s", (date) => {
    expect(isHoliday(dayOf(date), ["juneteenth-monday"])).toBe(true);
  });
});
