import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { DateTime } from "luxon";
import {
  addStaffedTime,
  isStaffed,
  nextDaysOpening,
  nextStaffed,
  type StaffCalendar,
  staffedTimeBetween,
} from "../../../shared/domain/practice-hours/staffed-hours.ts";

const ZONE = "America/Chicago";
const CLOSED: StaffCalendar["hours"] = {
  monday: [],
  tuesday: [],
  wednesday: [],
  thursday: [],
  friday: [],
  saturday: [],
  sunday: [],
};
const SPLIT = [
  { opens: "08:00", closes: "12:00" },
  { opens: "13:00", closes: "17:30" },
];
const calendar = (overrides: Partial<StaffCalendar> = {}): StaffCalendar => ({
  zone: ZONE,
  hours: { ...CLOSED, monday: SPLIT, tuesday: SPLIT, wednesday: SPLIT, thursday: SPLIT, friday: SPLIT },
  holidays: [],
  ...overrides,
});
const at = (text: string) => DateTime.fromISO(text, { zone: ZONE }).toMillis();

// 2026-12-01 is a Tuesday.
describe("isStaffed", () => {
  it.each([
    ["2026-12-01T07:59:59.999", false],
    ["2026-12-01T08:00", true],
    ["2026-12-01T11:59:59.999", true],
    ["2026-12-01T12:00", false],
    ["2026-12-01T13:00", true],
    ["2026-12-01T17:30", false],
    ["2026-12-05T10:00", false],
  ])("at %s is %s", (time, staffed) => {
    expect(isStaffed(calendar(), at(time))).toBe(staffed);
  });

  it("is false on a holiday", () => {
    expect(isStaffed(calendar({ holidays: ["2026-12-01"] }), at("2026-12-01T10:00"))).toBe(false);
  });

  it("takes 00:00 as a closing time for midnight, and an earlier one for the next day", () => {
    const night = calendar({
      hours: {
        ...CLOSED,
        monday: [{ opens: "18:00", closes: "00:00" }],
        friday: [{ opens: "22:00", closes: "06:00" }],
      },
    });
    expect(isStaffed(night, at("2026-11-30T23:59"))).toBe(true);
    expect(isStaffed(night, at("2026-12-01T00:00"))).toBe(false);
    expect(isStaffed(night, at("2026-12-05T05:59"))).toBe(true);
    expect(isStaffed(night, at("2026-12-05T06:00"))).toBe(false);
  });
});

describe("nextStaffed", () => {
  it("is now when someone is there", () => {
    expect(nextStaffed(calendar(), at("2026-12-01T10:02"))).toBe(at("2026-12-01T10:02"));
  });

  it.each([
    ["over lunch", "2026-12-01T12:10", "2026-12-01T13:00"],
    ["in the evening", "2026-12-01T19:00", "2026-12-02T08:00"],
    ["over the weekend", "2026-12-04T17:30", "2026-12-07T08:00"],
  ])("is the next opening %s", (_, now, next) => {
    expect(nextStaffed(calendar(), at(now))).toBe(at(next));
  });

  it("passes over holidays", () => {
    const holidays = ["2026-12-24", "2026-12-25"];
    expect(nextStaffed(calendar({ holidays }), at("2026-12-23T18:00"))).toBe(at("2026-12-28T08:00"));
  });

  it("keeps local time over a change of clocks", () => {
    const daily = [{ opens: "08:00", closes: "17:00" }];
    const hours = { ...CLOSED, saturday: daily, sunday: daily };
    expect(nextStaffed(calendar({ hours }), at("2026-03-07T18:00"))).toBe(Date.UTC(2026, 2, 8, 13));
    expect(nextStaffed(calendar({ hours }), at("2026-10-31T18:00"))).toBe(Date.UTC(2026, 10, 1, 14));
  });

  it("is undefined when nobody is there within 14 days", () => {
    const now = at("2026-12-01T12:00");
    const day = (offset: number) =>
      DateTime.fromMillis(now, { zone: ZONE }).plus({ days: offset }).toFormat("yyyy-MM-dd");
    const holidays = Array.from({ length: 15 }, (_, offset) => day(offset));
    expect(nextStaffed(calendar({ hours: CLOSED }), now)).toBeUndefined();
    expect(nextStaffed(calendar({ holidays }), now)).toBeUndefined();
    expect(nextStaffed(calendar({ holidays: holidays.slice(0, 14) }), at("2026-12-01T08:00"))).toBe(
      at("2026-12-15T08:00"),
    );
  });

  it("is undefined for a zone or a moment that does not exist", () => {
    expect(nextStaffed(calendar({ zone: "Mars/Olympus" }), at("2026-12-01T10:00"))).toBeUndefined();
    for (const now of [Number.NaN, Number.POSITIVE_INFINITY, 9e15])
      expect(nextStaffed(calendar(), now)).toBeUndefined();
  });

  it("agrees with a scan minute by minute, also around both changes of clocks", () => {
    const start = fc.constantFrom("2026-03-06T00:00", "2026-10-30T00:00", "2026-06-01T00:00");
    const now = fc
      .tuple(start, fc.integer({ min: 0, max: 4 * 1_440 }))
      .map(([day, minutes]) => at(day) + minutes * 60_000);
    const window = fc
      .tuple(fc.integer({ min: 4, max: 22 }), fc.integer({ min: 1, max: 8 }), fc.constantFrom("00", "30"))
      .map(([hour, length, minute]) => ({
        opens: `${String(hour).padStart(2, "0")}:${minute}`,
        closes: `${String(Math.min(hour + length, 23)).padStart(2, "0")}:${minute}`,
      }))
      .filter(({ opens, closes }) => opens < closes);
    const windows = fc.array(window, { maxLength: 2 });
    const hours = fc.record({
      monday: windows,
      tuesday: windows,
      wednesday: windows,
      thursday: windows,
      friday: windows,
      saturday: windows,
      // Never empty, so that the scan ends.
      sunday: fc.array(window, { minLength: 1, maxLength: 2 }),
    });
    fc.assert(
      fc.property(hours, now, (week, ms) => {
        expect(nextStaffed(calendar({ hours: week }), ms)).toBe(scan(week, ms));
      }),
      { numRuns: 60 },
    );
  });
});

const clock = new Intl.DateTimeFormat("en-US", {
  timeZone: ZONE,
  weekday: "long",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});

/** The first minute from now on whose time on the wall lies in a window of its weekday. */
function scan(hours: StaffCalendar["hours"], nowMs: number): number {
  for (let ms = nowMs; ; ms += 60_000) {
    const parts = Object.fromEntries(clock.formatToParts(ms).map(({ type, value }) => [type, value]));
    const weekday = String(parts.weekday).toLowerCase() as keyof StaffCalendar["hours"];
    const time = `${parts.hour}:${parts.minute}`;
    if (hours[weekday].some((window) => window.opens <= time && time < window.closes)) return ms;
  }
}

describe("nextDaysOpening", () => {
  it.each([
    ["before opening", "2026-12-01T07:00", "2026-12-02T08:00"],
    ["during the day", "2026-12-01T12:30", "2026-12-02T08:00"],
    ["before a weekend", "2026-12-04T10:00", "2026-12-07T08:00"],
  ])("is the first opening of a later day %s", (_, now, next) => {
    expect(nextDaysOpening(calendar(), at(now))).toBe(at(next));
  });

  it("is undefined when there is none within 14 days", () => {
    expect(nextDaysOpening(calendar({ hours: CLOSED }), at("2026-12-01T10:00"))).toBeUndefined();
  });
});

describe("addStaffedTime", () => {
  const minutes = (count: number) => count * 60_000;
  it.each([
    ["in one window", "2026-12-01T10:00", 30, "2026-12-01T10:30"],
    ["up to its end", "2026-12-01T11:30", 30, "2026-12-01T12:00"],
    ["over lunch", "2026-12-01T11:45", 30, "2026-12-01T13:15"],
    ["from the evening on", "2026-12-01T20:00", 5, "2026-12-02T08:05"],
    ["over the weekend", "2026-12-04T17:28", 5, "2026-12-07T08:03"],
    ["over several days", "2026-12-01T08:00", 3 * 510, "2026-12-03T17:30"],
  ])("passes while someone is there: %s", (_, from, count, until) => {
    expect(addStaffedTime(calendar(), at(from), minutes(count))).toBe(at(until));
  });

  it("does not count the hour that a change of clocks skips", () => {
    const night = calendar({ hours: { ...CLOSED, sunday: [{ opens: "00:00", closes: "06:00" }] } });
    expect(addStaffedTime(night, at("2026-03-08T00:00"), minutes(180))).toBe(at("2026-03-08T04:00"));
  });

  it("is undefined when that takes more than 60 days, or nobody is ever there", () => {
    expect(addStaffedTime(calendar({ hours: CLOSED }), at("2026-12-01T10:00"), 1)).toBeUndefined();
    expect(addStaffedTime(calendar(), at("2026-12-01T10:00"), minutes(60 * 24 * 60))).toBeUndefined();
  });

  it("counts as many staffed minutes as a scan minute by minute", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: at("2026-10-30T00:00") / 60_000, max: at("2026-11-04T00:00") / 60_000 }),
        fc.integer({ min: 1, max: 900 }),
        (from, count) => {
          const daily = [{ opens: "22:00", closes: "03:00" }];
          const nights = calendar({ hours: { ...CLOSED, saturday: daily, sunday: daily, tuesday: SPLIT } });
          const until = addStaffedTime(nights, minutes(from), minutes(count)) ?? 0;
          let staffed = 0;
          for (let now = minutes(from); now < until; now += 60_000) if (isStaffed(nights, now)) staffed += 1;
          expect(staffed).toBe(count);
        },
      ),
      { numRuns: 15 },
    );
  });
});

describe("staffedTimeBetween", () => {
  it.each([
    ["within one shift", "2026-12-01T10:00", "2026-12-01T10:05", 5],
    ["over a lunch break", "2026-12-01T11:58", "2026-12-01T13:03", 5],
    ["over a night", "2026-12-01T17:28", "2026-12-02T08:03", 5],
    ["over a weekend", "2026-12-04T17:29", "2026-12-07T08:01", 2],
    ["before anybody is there", "2026-12-01T06:00", "2026-12-01T07:59", 0],
    ["backwards", "2026-12-01T10:05", "2026-12-01T10:00", 0],
    ["of a week", "2026-11-30T00:00", "2026-12-07T00:00", 5 * 510],
  ])("%s", (_what, from, to, minutes) => {
    expect(staffedTimeBetween(calendar(), at(from), at(to))).toBe(minutes * 60_000);
  });

  it("counts nothing on a holiday, and an hour of overlapping shifts once", () => {
    const overlapping = calendar({
      hours: {
        ...CLOSED,
        tuesday: [
          { opens: "08:00", closes: "10:00" },
          { opens: "09:00", closes: "11:00" },
        ],
      },
    });
    expect(staffedTimeBetween(overlapping, at("2026-12-01T00:00"), at("2026-12-02T00:00"))).toBe(3 * 3_600_000);
    const closed = calendar({ holidays: ["2026-12-01"] });
    expect(staffedTimeBetween(closed, at("2026-12-01T00:00"), at("2026-12-02T00:00"))).toBe(0);
  });

  it("is how long addStaffedTime takes to add it", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: at("2026-10-25T00:00"), max: at("2027-03-20T00:00") }),
        fc.integer({ min: 1, max: 100 * 3_600_000 }),
        (from, staffed) => {
          const to = addStaffedTime(calendar({ holidays: ["2026-12-25"] }), from, staffed);
          if (to === undefined) throw new Error("expected there to be as much staffed time");
          expect(staffedTimeBetween(calendar({ holidays: ["2026-12-25"] }), from, to)).toBe(staffed);
        },
      ),
    );
  });
});
