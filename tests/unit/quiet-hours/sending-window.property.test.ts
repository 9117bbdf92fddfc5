import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { STATES } from "../../../shared/domain/places/states.ts";
import { ZONES } from "../../../shared/domain/places/zones.ts";
import { type SendingPlaces, sendingWindow } from "../../../shared/domain/quiet-hours/sending-window.ts";
import { slowWindow } from "./slow-window.ts";

const CODES = STATES.map((line) => line.slice(0, 2));
const OWN_HOURS = ["08:00", "08:30", "09:30", "11:00", "17:00", "18:30", "20:00", "22:00"];
/** Days before the changes of clocks, holiday weekends, the end of the review period, and an ordinary week. */
const STARTS = [
  ..."2026-03-06 2026-10-30 2027-03-12 2027-11-05".split(" "),
  ..."2026-07-01 2026-11-24 2026-12-23 2027-02-06 2027-03-24 2027-07-22".split(" "),
  ..."2027-11-20 2026-08-19".split(" "),
];

const places: fc.Arbitrary<SendingPlaces> = fc.record({
  zones: fc.uniqueArray(fc.constantFrom(...Object.values(ZONES)), { minLength: 1, maxLength: 3 }),
  jurisdictions: fc.uniqueArray(fc.constantFrom(...CODES), { maxLength: 3 }),
  own: fc.option(
    fc
      .uniqueArray(fc.constantFrom(...OWN_HOURS), { minLength: 2, maxLength: 2 })
      .map((hours) => hours.sort())
      .map(([opens = "", closes = ""]) => ({ opens, closes })),
    { nil: undefined },
  ),
});
const moment = fc
  .tuple(fc.constantFrom(...STARTS), fc.integer({ min: 0, max: 4 * 1_440 }))
  .map(([day, minutes]) => Date.parse(`${day}T00:00:00Z`) + minutes * 60_000);

describe("sendingWindow of any places at any moment", () => {
  it("is what trying every half hour finds", () => {
    fc.assert(
      fc.property(places, moment, (where, ms) => {
        expect(sendingWindow(where, ms)).toEqual(slowWindow(where, ms));
      }),
      { numRuns: 600 },
    );
  });

  it("is open only while it is open in each zone and for each state alone, and closes with the first of them", () => {
    fc.assert(
      fc.property(places, moment, (where, ms) => {
        const all = sendingWindow(where, ms);
        const states = where.jurisdictions.length === 0 ? [[]] : where.jurisdictions.map((state) => [state]);
        const alone = where.zones.flatMap((zone) =>
          states.map((jurisdictions) => sendingWindow({ ...where, zones: [zone], jurisdictions }, ms)),
        );
        expect(all.state === "open").toBe(alone.every((window) => window.state === "open"));
        const closings = alone.map((window) => (window.state === "open" ? window.closesAt : Number.NaN));
        expect(all.state === "open" ? all.closesAt : undefined).toBe(
          all.state === "open" ? Math.min(...closings) : undefined,
        );
      }),
      { numRuns: 600 },
    );
  });

  it("says of a closed moment when the first open one is", () => {
    fc.assert(
      fc.property(places, moment, (where, ms) => {
        const window = sendingWindow(where, ms);
        fc.pre(window.state === "closed");
        expect(window.opensAt).toBeGreaterThan(ms);
        expect(sendingWindow(where, window.opensAt).state).toBe("open");
        expect(sendingWindow(where, window.opensAt - 1)).toEqual(window);
      }),
      { numRuns: 600 },
    );
  });

  it("is never open before 08:00 or after 21:00 anywhere", () => {
    fc.assert(
      fc.property(places, moment, (where, ms) => {
        const window = sendingWindow(where, ms);
        fc.pre(window.state === "open");
        for (const zone of where.zones) {
          const hour = (at: number) =>
            Number(new Intl.DateTimeFormat("en-US", { timeZone: zone, hour: "2-digit", hourCycle: "h23" }).format(at));
          expect(hour(ms)).toBeGreaterThanOrEqual(8);
          expect(hour(window.closesAt - 1)).toBeLessThan(21);
        }
      }),
      { numRuns: 300 },
    );
  });
});
