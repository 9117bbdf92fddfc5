import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { DateTime } from "luxon";
import { dueTime, durationMs } from "../../../shared/domain/planner/due-time.ts";
import { DAY, HOUR } from "../../support/plan-facts.ts";

const ZONE = "America/New_York";
const at = (text: string, zone = ZONE) => DateTime.fromISO(text, { zone }).toMillis();
const local = (ms: number, zone = ZONE) => DateTime.fromMillis(ms, { zone }).toFormat("yyyy-MM-dd HH:mm");

describe("durationMs", () => {
  it.each([
    ["PT0S", 0],
    ["P1DT2H3M4S", 93_784_000],
    ["-P2D", -2 * DAY],
    ["-PT0S", 0],
  ])("reads %s", (iso, ms) => {
    expect(durationMs(iso)).toBe(ms);
  });

  it("knows no duration where none is given", () => {
    expect(durationMs(undefined)).toBeUndefined();
    expect(durationMs("two days")).toBeNaN();
  });
});

describe("dueTime", () => {
  it("counts hours exactly and days of 24 hours", () => {
    const anchor = at("2026-03-07T10:00");
    expect(local(dueTime({ offset: "P1D" }, anchor, ZONE))).toBe("2026-03-08 11:00");
    expect(dueTime({ offset: "-PT3H" }, anchor, ZONE)).toBe(anchor - 3 * HOUR);
  });

  it.each([
    ["before a change to summer time", "2026-03-08T09:00", "-P1D", "10:30", "2026-03-07 10:30"],
    ["before a change to winter time", "2026-11-01T09:00", "-P1D", "10:30", "2026-10-31 10:30"],
    ["after a change to summer time", "2026-03-07T23:30", "P1D", "10:30", "2026-03-08 10:30"],
    ["after a change to winter time", "2026-10-31T23:30", "P1D", "10:30", "2026-11-01 10:30"],
    ["two days before, over midnight", "2026-03-09T00:30", "-P2D", "18:00", "2026-03-07 18:00"],
    ["at a time that the change skips", "2026-03-07T09:00", "P1D", "02:30", "2026-03-08 03:30"],
    ["at a time that comes twice", "2026-10-31T09:00", "P1D", "01:30", "2026-11-01 01:30"],
  ])("keeps the local time of day %s", (_, anchor, offset, time, due) => {
    expect(local(dueTime({ offset, at: time }, at(anchor), ZONE))).toBe(due);
  });

  it("moves to the next day what would lie before its anchor, and to the day before what would lie after it", () => {
    const anchor = at("2026-12-01T11:00");
    expect(local(dueTime({ offset: "PT0S", at: "10:30" }, anchor, ZONE))).toBe("2026-12-02 10:30");
    expect(local(dueTime({ offset: "-PT2H", at: "18:00" }, anchor, ZONE))).toBe("2026-11-30 18:00");
  });

  it("takes a zone that does not exist for UTC", () => {
    expect(local(dueTime({ offset: "P1D", at: "10:30" }, at("2026-12-01T11:00"), "Mars/Base"), "UTC")).toBe(
      "2026-12-02 10:30",
    );
  });

  it("falls on the local day and time that luxon finds, on either side of its anchor", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("America/New_York", "America/Phoenix", "Pacific/Honolulu", "America/Anchorage"),
        fc.integer({ min: at("2026-01-01"), max: at("2027-12-31") }),
        fc.integer({ min: -30, max: 366 }),
        fc.integer({ min: 4, max: 23 }),
        (zone, anchor, days, hour) => {
          const time = `${String(hour).padStart(2, "0")}:15`;
          const due = dueTime({ offset: `${days < 0 ? "-" : ""}P${Math.abs(days)}D`, at: time }, anchor, zone);
          const day = DateTime.fromMillis(anchor, { zone }).plus({ days });
          const onDay = day.set({ hour, minute: 15, second: 0, millisecond: 0 });
          const shift = days >= 0 && onDay.toMillis() < anchor ? 1 : 0;
          expect(local(due, zone)).toBe(onDay.plus({ days: shift }).toFormat("yyyy-MM-dd HH:mm"));
          expect(days < 0 ? due <= anchor : due >= anchor).toBe(true);
        },
      ),
    );
  });
});
