import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { StaffCalendar } from "../../../shared/domain/practice-hours/staffed-hours.ts";
import { isStaffed, practiceDate, staffedTimeOn } from "../../../shared/domain/practice-hours/staffed-hours.ts";
import {
  type CampaignTimes,
  campaignDay,
  firstSlotFrom,
  nextOpening,
  slotAt,
} from "../../../shared/domain/reactivation/slots.ts";
import { CALENDAR, DAY, HOUR } from "../../support/plan-facts.ts";

const isoDate = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const iso = (ms: number | undefined) => (ms === undefined ? undefined : new Date(ms).toISOString());
const dayOf = (date: string, plan: CampaignTimes = {}, calendar: StaffCalendar = CALENDAR) => {
  const day = campaignDay(calendar, plan, date);
  if (day === undefined) throw new Error(`expected ${date} to be a day of the campaign`);
  return day;
};
const slots = (date: string, perDay: number, plan: CampaignTimes = {}, calendar: StaffCalendar = CALENDAR) => {
  const day = dayOf(date, plan, calendar);
  return Array.from({ length: perDay }, (_, index) => iso(slotAt(day, perDay, index)));
};
const withHours = (...windows: { opens: string; closes: string }[]): StaffCalendar => ({
  ...CALENDAR,
  hours: { ...CALENDAR.hours, tuesday: windows, sunday: windows },
});
const SPLIT = withHours({ opens: "08:00", closes: "12:00" }, { opens: "14:00", closes: "16:00" });

describe("campaignDay", () => {
  it("is the staffed time of a day", () => {
    const { windows } = dayOf("2026-12-01");
    expect(windows.map(({ opensAt, closesAt }) => [iso(opensAt), iso(closesAt)])).toEqual([
      ["2026-12-01T14:00:00.000Z", "2026-12-02T00:00:00.000Z"],
    ]);
  });

  it.each([
    ["a holiday", "2026-12-25", {}],
    ["a day without staff", "2026-12-06", {}],
    ["a day before the first", "2026-12-01", { startsOn: "2026-12-02" }],
    ["a day after the last", "2026-12-03", { endsOn: "2026-12-02" }],
    ["hours in which nobody is there", "2026-12-01", { hours: { opens: "19:00", closes: "21:00" } }],
  ])("is none on %s", (_, date, plan) => {
    expect(campaignDay(CALENDAR, plan, date)).toBeUndefined();
  });

  it("narrows the staffed time to the campaign's own hours, in every shift", () => {
    const { windows } = dayOf("2026-12-01", { hours: { opens: "11:00", closes: "15:00" } }, SPLIT);
    expect(windows.map(({ opensAt, closesAt }) => [iso(opensAt), iso(closesAt)])).toEqual([
      ["2026-12-01T17:00:00.000Z", "2026-12-01T18:00:00.000Z"],
      ["2026-12-01T20:00:00.000Z", "2026-12-01T21:00:00.000Z"],
    ]);
  });

  it("gives a shift past midnight to the days that it lies in, and no moment to two days", () => {
    const late = { ...CALENDAR, hours: { ...CALENDAR.hours, tuesday: [{ opens: "20:00", closes: "02:00" }] } };
    expect(staffedTimeOn(late, "2026-12-01").map(({ closesAt }) => iso(closesAt))).toEqual([
      "2026-12-02T06:00:00.000Z",
    ]);
    expect(staffedTimeOn(late, "2026-12-02").map(({ opensAt }) => iso(opensAt))).toEqual([
      "2026-12-02T06:00:00.000Z",
      "2026-12-02T14:00:00.000Z",
    ]);
    const doubled = withHours({ opens: "08:00", closes: "12:00" }, { opens: "10:00", closes: "13:00" });
    const { windows } = dayOf("2026-12-01", {}, doubled);
    expect(windows.reduce((sum, { opensAt, closesAt }) => sum + closesAt - opensAt, 0)).toBe(5 * HOUR);
  });
});

describe("slotAt", () => {
  it("spreads a day's slots evenly over its staffed time, gaps left out", () => {
    expect(slots("2026-12-01", 5)).toEqual([14, 16, 18, 20, 22].map((hour) => `2026-12-01T${hour}:00:00.000Z`));
    expect(slots("2026-12-01", 6, {}, SPLIT)).toEqual(
      [14, 15, 16, 17, 20, 21].map((h) => `2026-12-01T${h}:00:00.000Z`),
    );
  });

  it("keeps to the clocks on the days that they change", () => {
    const night = withHours({ opens: "00:00", closes: "06:00" });
    // Five hours in spring, seven in autumn.
    const spring = ["06", "07", "08", "09", "10"].map((hour) => `2026-03-08T${hour}:00:00.000Z`);
    expect(slots("2026-03-08", 5, {}, night)).toEqual(spring);
    expect(slots("2026-11-01", 7, {}, night).at(-1)).toBe("2026-11-01T11:00:00.000Z");
  });

  it("is asked for slots of the day only", () => {
    expect(() => slotAt(dayOf("2026-12-01"), 5, 5)).toThrow(RangeError);
  });
});

describe("firstSlotFrom", () => {
  const day = dayOf("2026-12-01", {}, SPLIT);
  const from = (time: string) => firstSlotFrom(day, 6, Date.parse(`2026-12-01T${time}Z`));

  it.each([
    ["00:00:00", 0],
    ["14:00:00", 0],
    ["14:00:00.001", 1],
    ["17:30:00", 4],
    ["19:00:00", 4],
    ["20:00:00", 4],
    ["20:00:00.001", 5],
    ["21:00:00.001", 6],
    ["23:59:59", 6],
  ])("is, from %s on, slot %i", (time, index) => {
    expect(from(time)).toBe(index);
  });
});

describe("nextOpening", () => {
  const openingAfter = (moment: string, plan: CampaignTimes = {}) => {
    const next = nextOpening(CALENDAR, plan, Date.parse(moment));
    return next && [next.date, iso(next.opensAt)];
  };

  it("is today's while that is to come, and else that of the next day with staff", () => {
    expect(openingAfter("2026-12-01T13:59:59Z")).toEqual(["2026-12-01", "2026-12-01T14:00:00.000Z"]);
    expect(openingAfter("2026-12-01T14:00:00Z")).toEqual(["2026-12-02", "2026-12-02T14:00:00.000Z"]);
    expect(openingAfter("2026-12-04T20:00:00Z")).toEqual(["2026-12-07", "2026-12-07T14:00:00.000Z"]);
    expect(openingAfter("2026-12-24T20:00:00Z")).toEqual(["2026-12-28", "2026-12-28T14:00:00.000Z"]);
  });

  it("is not before the first day, which may be far away, nor after the last", () => {
    expect(openingAfter("2026-12-01T20:00:00Z", { startsOn: "2028-02-01" })).toEqual([
      "2028-02-01",
      "2028-02-01T14:00:00.000Z",
    ]);
    expect(openingAfter("2026-12-01T20:00:00Z", { endsOn: "2026-12-02" })).toEqual([
      "2026-12-02",
      "2026-12-02T14:00:00.000Z",
    ]);
    expect(openingAfter("2026-12-02T20:00:00Z", { endsOn: "2026-12-02" })).toBeUndefined();
    expect(openingAfter("2026-12-04T20:00:00Z", { endsOn: "2026-12-06" })).toBeUndefined();
  });

  it("is none for a practice without staff, or in a zone that nobody knows", () => {
    const never = Object.fromEntries(Object.keys(CALENDAR.hours).map((day) => [day, []])) as never;
    expect(nextOpening({ ...CALENDAR, hours: never }, {}, Date.parse("2026-12-01T20:00:00Z"))).toBeUndefined();
    expect(nextOpening({ ...CALENDAR, zone: "Mars/Olympus" }, {}, Date.parse("2026-12-01T20:00:00Z"))).toBeUndefined();
  });
});

describe("the slots of any day", () => {
  const time = fc
    .integer({ min: 0, max: 95 })
    .map((quarter) => `${String(quarter >> 2).padStart(2, "0")}:${String((quarter & 3) * 15).padStart(2, "0")}`);
  const window = fc.record({ opens: time, closes: time });
  const windows = fc.array(window, { maxLength: 3 });
  const calendar = fc.record({
    zone: fc.constantFrom(
      "America/Chicago",
      "America/Phoenix",
      "America/St_Johns",
      "Pacific/Honolulu",
      "America/New_York",
    ),
    hours: fc.record({
      monday: windows,
      tuesday: windows,
      wednesday: windows,
      thursday: windows,
      friday: windows,
      saturday: windows,
      sunday: windows,
    }),
    holidays: fc.constantFrom([], ["2026-11-01"], ["2026-03-08"]),
  });
  const plan = fc.record({ hours: fc.option(window, { nil: undefined }) });
  const date = fc.oneof(
    fc.constantFrom("2026-11-01", "2026-03-08", "2026-10-31", "2026-03-09"),
    fc.integer({ min: 0, max: 800 }).map((days) => isoDate(Date.UTC(2026, 0, 1) + days * DAY)),
  );
  const perDay = fc.oneof(fc.integer({ min: 1, max: 200 }), fc.constant(100_000));
  const hoursOfPlan = (zone: string, hours: { opens: string; closes: string }): StaffCalendar => ({
    zone,
    hours: Object.fromEntries(Object.keys(CALENDAR.hours).map((day) => [day, [hours]])) as StaffCalendar["hours"],
    holidays: [],
  });

  it("are as many as the pace allows, ascending, on that day, while staff are there and within the campaign's hours", () => {
    fc.assert(
      fc.property(calendar, plan, date, perDay, (practice, times, on, pace) => {
        const day = campaignDay(practice, times, on);
        if (day === undefined) return;
        const step = Math.max(1, Math.floor(pace / 97));
        let before = Number.NEGATIVE_INFINITY;
        for (let index = 0; index < pace; index += step) {
          const at = slotAt(day, pace, index);
          expect(at).toBeGreaterThanOrEqual(before);
          expect(isStaffed(practice, at)).toBe(true);
          if (times.hours !== undefined) expect(isStaffed(hoursOfPlan(practice.zone, times.hours), at)).toBe(true);
          expect(practiceDate(practice.zone, at)).toBe(on);
          before = at;
        }
      }),
      { numRuns: 300 },
    );
  });

  it("are found again by their moments, each the first that is not past", () => {
    fc.assert(
      fc.property(
        calendar,
        plan,
        date,
        perDay,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (practice, times, on, pace, part) => {
          const day = campaignDay(practice, times, on);
          if (day === undefined) return;
          const [first, last] = [day.windows[0].opensAt - HOUR, (day.windows.at(-1)?.closesAt ?? 0) + HOUR];
          const ms = Math.round(first + part * (last - first));
          const index = firstSlotFrom(day, pace, ms);
          expect(index).toBeLessThanOrEqual(pace);
          if (index < pace) expect(slotAt(day, pace, index)).toBeGreaterThanOrEqual(ms);
          if (index > 0) expect(slotAt(day, pace, index - 1)).toBeLessThan(ms);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("open when the next opening says", () => {
    fc.assert(
      fc.property(calendar, plan, date, (practice, times, on) => {
        const from = Date.parse(on);
        const next = nextOpening(practice, times, from);
        if (next === undefined) return;
        expect(next.opensAt).toBeGreaterThan(from);
        const opening = (ms: number) => campaignDay(practice, times, isoDate(ms))?.windows[0].opensAt;
        expect(opening(Date.parse(next.date))).toBe(next.opensAt);
        const today = Date.parse(practiceDate(practice.zone, from));
        for (let earlier = today; earlier < Date.parse(next.date); earlier += DAY)
          expect(opening(earlier) ?? 0).toBeLessThanOrEqual(from);
      }),
      { numRuns: 100 },
    );
  });
});
