import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { turnsOf } from "../../../functions/dry-run-campaign/turns.ts";
import { type CampaignPlan, CampaignPlanSchema, type MemberGroup } from "../../../shared/domain/entities/campaign.ts";
import { isStaffed } from "../../../shared/domain/practice-hours/staffed-hours.ts";
import { NOW } from "../../support/fakes/index.ts";
import { CALENDAR, HOUR } from "../../support/plan-facts.ts";

const planOf = (plan: Partial<CampaignPlan>) => CampaignPlanSchema.parse({ cadence: "win-back", perDay: 10, ...plan });
const treated = (count: number): MemberGroup[] => Array(count).fill("treated");
/** A moment as it is in Chicago, in winter. */
const local = (ms: number | undefined) =>
  ms === undefined ? undefined : new Date(ms - 6 * HOUR).toISOString().slice(0, 16).replace("T", " ");

describe("turnsOf", () => {
  it("spreads a day's members over its staffed hours and begins among them where it is noon", () => {
    const { at, days } = turnsOf(CALENDAR, planOf({ perDay: 5 }), treated(6), NOW);
    // A grid of two hours from 08:00 on; it is 10:02.
    expect(at.map(local)).toEqual([
      "2026-12-01 12:00",
      "2026-12-01 14:00",
      "2026-12-01 16:00",
      "2026-12-02 08:00",
      "2026-12-02 10:00",
      "2026-12-02 12:00",
    ]);
    expect(days.map(({ date, contacts }) => [date, contacts])).toEqual([
      ["2026-12-01", 3],
      ["2026-12-02", 3],
    ]);
    expect(days.map(({ firstAt, lastAt }) => [local(firstAt), local(lastAt)])[1]).toEqual([
      "2026-12-02 08:00",
      "2026-12-02 12:00",
    ]);
  });

  it("passes over weekends, and begins on the first day", () => {
    const { at } = turnsOf(CALENDAR, planOf({ perDay: 1, startsOn: "2026-12-04" }), treated(3), NOW);
    expect(at.map(local)).toEqual(["2026-12-04 08:00", "2026-12-07 08:00", "2026-12-08 08:00"]);
  });

  it("keeps to the campaign's own hours", () => {
    const hours = { opens: "15:00", closes: "17:00" };
    const { at } = turnsOf(CALENDAR, planOf({ perDay: 2, hours }), treated(3), NOW);
    expect(at.map(local)).toEqual(["2026-12-01 15:00", "2026-12-01 16:00", "2026-12-02 15:00"]);
  });

  it("leaves those without a turn whom the last day does not reach", () => {
    const { at, days } = turnsOf(CALENDAR, planOf({ perDay: 2, endsOn: "2026-12-02" }), treated(5), NOW);
    expect(at.map(local)).toEqual(["2026-12-01 13:00", "2026-12-02 08:00", "2026-12-02 13:00", undefined, undefined]);
    expect(days).toHaveLength(2);
  });

  it("uses no slot for who is left alone: their turn is with the member before", () => {
    const groups: MemberGroup[] = ["control", "treated", "control", "control", "treated"];
    const { at, days } = turnsOf(CALENDAR, planOf({ perDay: 5 }), groups, NOW);
    expect(at.map(local)).toEqual([
      "2026-12-01 10:02",
      "2026-12-01 12:00",
      "2026-12-01 12:00",
      "2026-12-01 12:00",
      "2026-12-01 14:00",
    ]);
    expect(days).toMatchObject([{ contacts: 2 }]);
  });

  it("misses no day of a practice that never closes", () => {
    const around = [{ opens: "00:00", closes: "00:00" }];
    const hours = Object.fromEntries(Object.keys(CALENDAR.hours).map((day) => [day, around])) as typeof CALENDAR.hours;
    const { at } = turnsOf({ ...CALENDAR, hours }, planOf({ perDay: 1 }), treated(3), NOW);
    expect(at.map(local)).toEqual(["2026-12-02 00:00", "2026-12-03 00:00", "2026-12-04 00:00"]);
  });

  it("never plans more than its number a day, nor a turn without staff, nor two at one slot", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.array(fc.constantFrom<MemberGroup>("treated", "treated", "control"), { maxLength: 120 }),
        fc.integer({ min: 0, max: 40 * 24 }),
        (perDay, groups, hours) => {
          const now = NOW + hours * HOUR;
          const { at, days } = turnsOf(CALENDAR, planOf({ perDay }), groups, now);
          const contacts = at.filter((_, index) => groups[index] === "treated").map((ms) => ms ?? 0);
          expect(new Set(contacts).size).toBe(contacts.length);
          expect(contacts).toEqual([...contacts].sort((a, b) => a - b));
          for (const moment of contacts) {
            expect(moment).toBeGreaterThanOrEqual(now);
            expect(isStaffed(CALENDAR, moment)).toBe(true);
          }
          for (const day of days) expect(day.contacts).toBeLessThanOrEqual(perDay);
          expect(days.reduce((sum, day) => sum + day.contacts, 0)).toBe(contacts.length);
        },
      ),
    );
  });
});
