import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { DateTime } from "luxon";
import { momentOf, timeOnDay } from "../../../shared/domain/practice-hours/local-time.ts";
import { zoneClock } from "../../../shared/domain/zone-clock.ts";

const ZONES = [
  "America/New_York",
  "America/Phoenix",
  "America/Anchorage",
  "America/St_Johns",
  "Pacific/Honolulu",
  "Asia/Kathmandu",
  "UTC",
];
const clockOf = (name: string) => {
  const clock = zoneClock(name);
  if (clock === undefined) throw new Error(`expected the zone ${name}`);
  return clock;
};
const between = (from: string, to: string) => fc.integer({ min: Date.parse(from), max: Date.parse(to) });

describe("zoneClock", () => {
  it.each(["Mars/Base", "", "America/New York"])("knows no zone %p", (name) => {
    expect(zoneClock(name)).toBeUndefined();
  });

  it("agrees with luxon at any moment", () => {
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), between("1990-01-01", "2040-01-01"), (zone, ms) => {
        expect(clockOf(zone).offset(ms)).toBe(DateTime.fromMillis(ms, { zone }).offset);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("momentOf", () => {
  it("is the moment of a local time, wherever there is one", () => {
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), between("2026-01-01", "2028-01-01"), (zone, ms) => {
        const localMs = ms + clockOf(zone).offset(ms) * 60_000;
        const found = momentOf(clockOf(zone), localMs);
        expect(found + clockOf(zone).offset(found) * 60_000).toBe(localMs);
        expect(found).toBeLessThanOrEqual(ms);
      }),
      { numRuns: 1_000 },
    );
  });

  it("is as much later for a time that a change of clocks skips, and the first of one that comes twice", () => {
    const zone = clockOf("America/New_York");
    const day = (text: string) => Date.parse(`${text}T00:00:00Z`) / 86_400_000;
    expect(timeOnDay(zone, day("2026-03-08"), "02:30")).toBe(Date.parse("2026-03-08T07:30:00Z"));
    expect(timeOnDay(zone, day("2026-11-01"), "01:30")).toBe(Date.parse("2026-11-01T05:30:00Z"));
  });
});
