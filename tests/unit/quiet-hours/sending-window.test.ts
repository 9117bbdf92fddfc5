import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { DateTime } from "luxon";
import { sendingWindow } from "../../../shared/domain/quiet-hours/sending-window.ts";

const NEW_YORK = "America/New_York";
const CHICAGO = "America/Chicago";
const LOS_ANGELES = "America/Los_Angeles";
const PHOENIX = "America/Phoenix";
const MINUTE = 60_000;
const at = (zone: string, text: string) => DateTime.fromISO(text, { zone }).toMillis();

describe("sendingWindow", () => {
  it.each([
    ["07:59:59.999", "closed"],
    ["08:00:00.000", "open"],
    ["19:59:59.999", "open"],
    ["20:00:00.000", "closed"],
  ])("at %s local time it is %s", (time, state) => {
    expect(sendingWindow([CHICAGO], at(CHICAGO, `2026-12-01T${time}`)).state).toBe(state);
  });

  it("says when it closes and when it opens", () => {
    expect(sendingWindow([CHICAGO], at(CHICAGO, "2026-12-01T10:02"))).toEqual({
      state: "open",
      closesAt: at(CHICAGO, "2026-12-01T20:00"),
    });
    expect(sendingWindow([CHICAGO], at(CHICAGO, "2026-12-01T20:00"))).toEqual({
      state: "closed",
      opensAt: at(CHICAGO, "2026-12-02T08:00"),
    });
  });

  it("is open only while it is open in every zone", () => {
    const zones = [NEW_YORK, LOS_ANGELES];
    expect(sendingWindow(zones, at(NEW_YORK, "2026-12-01T10:00"))).toEqual({
      state: "closed",
      opensAt: at(LOS_ANGELES, "2026-12-01T08:00"),
    });
    expect(sendingWindow(zones, at(NEW_YORK, "2026-12-01T12:00"))).toEqual({
      state: "open",
      closesAt: at(NEW_YORK, "2026-12-01T20:00"),
    });
  });

  it("keeps local time over a change of clocks", () => {
    // Clocks go forward on 2026-03-08 and back on 2026-11-01, except in Phoenix and Honolulu.
    expect(sendingWindow([CHICAGO], at(CHICAGO, "2026-03-07T21:00"))).toEqual({
      state: "closed",
      opensAt: Date.UTC(2026, 2, 8, 13),
    });
    expect(sendingWindow([CHICAGO], at(CHICAGO, "2026-10-31T21:00"))).toEqual({
      state: "closed",
      opensAt: Date.UTC(2026, 10, 1, 14),
    });
    expect(sendingWindow([PHOENIX], at(PHOENIX, "2026-03-07T21:00"))).toEqual({
      state: "closed",
      opensAt: Date.UTC(2026, 2, 8, 15),
    });
    expect(sendingWindow(["Pacific/Honolulu"], Date.UTC(2026, 10, 1, 12))).toEqual({
      state: "closed",
      opensAt: Date.UTC(2026, 10, 1, 18),
    });
  });

  it("is unknown without zones, for a zone that does not exist, and for zones that are never open together", () => {
    const now = at(CHICAGO, "2026-12-01T10:00");
    expect(sendingWindow([], now)).toEqual({ state: "unknown" });
    expect(sendingWindow([CHICAGO, "Mars/Olympus"], now)).toEqual({ state: "unknown" });
    expect(sendingWindow([""], now)).toEqual({ state: "unknown" });
    expect(sendingWindow(["Etc/GMT+6", "Etc/GMT-6"], now)).toEqual({ state: "unknown" });
  });

  it("knows a common moment for any places of the US and its territories", () => {
    const far = ["America/New_York", "Pacific/Honolulu", "Pacific/Guam", "America/Adak"];
    for (const month of [0, 6]) expect(sendingWindow(far, Date.UTC(2026, month, 15)).state).not.toBe("unknown");
  });

  it("is unknown for a moment that no date can hold", () => {
    for (const now of [Number.NaN, Number.POSITIVE_INFINITY, 8.64e15, -8.64e15, Number.MAX_SAFE_INTEGER]) {
      expect(sendingWindow([CHICAGO], now)).toEqual({ state: "unknown" });
    }
  });

  it("agrees with a scan minute by minute, also around both changes of clocks", () => {
    const zone = fc.constantFrom(
      NEW_YORK,
      CHICAGO,
      "America/Denver",
      PHOENIX,
      LOS_ANGELES,
      "America/Anchorage",
      "America/Adak",
      "Pacific/Honolulu",
      "Pacific/Guam",
      "Pacific/Pago_Pago",
      "America/Puerto_Rico",
    );
    // From two days before each change of clocks of 2026 and 2027, and from an ordinary day.
    const starts = [
      [2026, 2, 6],
      [2026, 9, 30],
      [2027, 2, 12],
      [2027, 10, 5],
      [2026, 6, 1],
    ] as const;
    const now = fc
      .tuple(fc.constantFrom(...starts), fc.integer({ min: 0, max: 4 * 1_440 }))
      .map(([[year, month, day], minutes]) => Date.UTC(year, month, day, 0, minutes));
    fc.assert(
      fc.property(fc.uniqueArray(zone, { minLength: 1, maxLength: 3 }), now, (zones, ms) => {
        expect(sendingWindow(zones, ms)).toEqual(scan(zones, ms));
      }),
      { numRuns: 150 },
    );
  });
});

const clocks = new Map<string, Intl.DateTimeFormat>();

/** The hour on the wall in this zone, by the platform's own calendar. */
function hourIn(zone: string, ms: number): number {
  const clock =
    clocks.get(zone) ?? new Intl.DateTimeFormat("en-US", { timeZone: zone, hour: "2-digit", hourCycle: "h23" });
  clocks.set(zone, clock);
  return Number(clock.format(ms));
}

/** The answer found by trying every minute until the state changes. */
function scan(zones: readonly string[], nowMs: number) {
  const openAt = (ms: number) =>
    zones.every((zone) => {
      const hour = hourIn(zone, ms);
      return hour >= 8 && hour < 20;
    });
  const open = openAt(nowMs);
  let ms = nowMs;
  while (openAt(ms) === open) ms += MINUTE;
  return open ? { state: "open", closesAt: ms } : { state: "closed", opensAt: ms };
}
