import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { calendarDay, sameTimeNextDay } from "../../../shared/domain/pacing/calendar-day.ts";

const seconds = (iso: string) => Date.parse(iso) / 1_000;
const dayIn = (zone: string, iso: string) => calendarDay(zone, seconds(iso));

describe("calendarDay", () => {
  it("is the day of the practice, not of UTC", () => {
    expect(dayIn("America/Chicago", "2026-12-02T03:00:00Z")).toEqual({
      date: "2026-12-01",
      start: seconds("2026-12-01T06:00:00Z"),
      end: seconds("2026-12-02T06:00:00Z"),
    });
    expect(dayIn("America/New_York", "2026-12-02T05:00:00Z").date).toBe("2026-12-02");
    expect(dayIn("America/New_York", "2026-12-02T04:59:59Z").date).toBe("2026-12-01");
  });

  it("is an hour shorter or longer when the clocks change", () => {
    const hours = (iso: string) => {
      const { start, end } = dayIn("America/Chicago", iso);
      return (end - start) / 3_600;
    };
    expect([hours("2027-03-14T18:00:00Z"), hours("2027-11-07T18:00:00Z")]).toEqual([23, 25]);
  });

  it("counts by UTC where the zone is unknown", () => {
    expect(dayIn("Mars/Base", "2026-12-01T23:59:59Z").date).toBe("2026-12-01");
  });

  it("holds its moment, and begins where the day before ends", () => {
    const zones = fc.constantFrom("America/Chicago", "America/Phoenix", "Pacific/Honolulu", "America/New_York");
    fc.assert(
      fc.property(zones, fc.integer({ min: 1_767_225_600, max: 2_000_000_000 }), (zone, second) => {
        const day = calendarDay(zone, second);
        expect(second).toBeGreaterThanOrEqual(day.start);
        expect(second).toBeLessThan(day.end);
        expect(calendarDay(zone, day.start - 1).end).toBe(day.start);
        expect(calendarDay(zone, day.end).start).toBe(day.end);
      }),
    );
  });
});

describe("sameTimeNextDay", () => {
  it("keeps the time of day when the clocks change", () => {
    expect(sameTimeNextDay("America/Chicago", seconds("2027-03-13T15:00:00Z"))).toBe(seconds("2027-03-14T14:00:00Z"));
    expect(sameTimeNextDay("America/Chicago", seconds("2026-12-01T15:00:00Z"))).toBe(seconds("2026-12-02T15:00:00Z"));
  });
});
