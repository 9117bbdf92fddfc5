import { describe, expect, it } from "@jest/globals";
import { DateTime } from "luxon";
import { impliedPlaces } from "../../../shared/domain/places/implied-places.ts";
import { STATES } from "../../../shared/domain/places/states.ts";
import { zonesOfState } from "../../../shared/domain/places/us-state.ts";
import { sendingWindow } from "../../../shared/domain/quiet-hours/sending-window.ts";

const NEW_YORK = "America/New_York";
const CHICAGO = "America/Chicago";
const LOS_ANGELES = "America/Los_Angeles";
const PHOENIX = "America/Phoenix";
const HONOLULU = "Pacific/Honolulu";
const GUAM = "Pacific/Guam";
const TERRITORIES = ["AS", "GU", "MP", "PR", "VI"];
const at = (zone: string, text: string) => DateTime.fromISO(text, { zone }).toMillis();
/** Places of one state and its zone. */
const only = (zone: string, state: string) => ({ zones: [zone], jurisdictions: [state] });
const closedUntil = (zone: string, text: string) => ({ state: "closed", opensAt: at(zone, text) });
const openUntil = (zone: string, text: string) => ({ state: "open", closesAt: at(zone, text) });

describe("the sending window of a lead", () => {
  it("in Florida with a New York number is open only when both states and all their zones allow it", () => {
    const lead = impliedPlaces({ e164: "+12125550142", state: "FL" });
    expect(lead).toMatchObject({ zones: [CHICAGO, NEW_YORK], jurisdictions: ["FL", "NY"] });
    expect(sendingWindow(lead, at(NEW_YORK, "2026-12-01T08:30"))).toEqual(closedUntil(CHICAGO, "2026-12-01T08:00"));
    expect(sendingWindow(lead, at(CHICAGO, "2026-12-01T08:00"))).toEqual(openUntil(NEW_YORK, "2026-12-01T20:00"));
    expect(sendingWindow(lead, at(NEW_YORK, "2026-12-01T20:00"))).toEqual(closedUntil(CHICAGO, "2026-12-02T08:00"));
  });

  it("in Louisville at 21:10 opens at 10:00", () => {
    const lead = impliedPlaces({ e164: "+15025550142", postalCode: "40202" });
    expect(lead).toMatchObject({ zones: [NEW_YORK], jurisdictions: ["KY"] });
    expect(sendingWindow(lead, at(NEW_YORK, "2026-12-01T21:10"))).toEqual(closedUntil(NEW_YORK, "2026-12-02T10:00"));
    expect(sendingWindow(lead, at(NEW_YORK, "2026-12-02T09:59:59.999")).state).toBe("closed");
    expect(sendingWindow(lead, at(NEW_YORK, "2026-12-02T10:00"))).toEqual(openUntil(NEW_YORK, "2026-12-02T20:00"));
  });

  it("without a zone is unknown", () => {
    const now = at(CHICAGO, "2026-12-01T12:00");
    expect(sendingWindow(impliedPlaces({ e164: "+18005550142" }), now)).toEqual({ state: "unknown" });
    expect(sendingWindow(impliedPlaces({ e164: "+14165550142", state: "NY" }), now)).toEqual({ state: "unknown" });
    expect(sendingWindow({ zones: [], jurisdictions: ["TX"] }, now)).toEqual({ state: "unknown" });
  });
});

describe("sendingWindow", () => {
  it.each([
    ["07:59:59.999", "closed"],
    ["08:00:00.000", "open"],
    ["19:59:59.999", "open"],
    ["20:00:00.000", "closed"],
  ])("at %s local time is %s where the law allows 08:00 to 21:00", (time, state) => {
    expect(sendingWindow(only(CHICAGO, "MO"), at(CHICAGO, `2026-12-01T${time}`)).state).toBe(state);
  });

  it.each([
    ["2026-12-04T18:00", "2026-12-05T10:00"],
    ["2026-12-05T18:00", "2026-12-07T10:00"],
  ])("for a known zone without any state at %s is closed until %s", (now, opens) => {
    const nowhere = { zones: [CHICAGO], jurisdictions: [] };
    expect(sendingWindow(nowhere, at(CHICAGO, now))).toEqual(closedUntil(CHICAGO, opens));
    expect(sendingWindow(nowhere, at(CHICAGO, opens)).state).toBe("open");
    expect(sendingWindow(only(CHICAGO, "VT"), at(CHICAGO, now))).toEqual(closedUntil(CHICAGO, opens));
  });

  it.each([
    ["AL", CHICAGO, "2026-12-05T20:00", "2026-12-07T08:00"],
    ["MS", CHICAGO, "2026-12-05T20:00", "2026-12-07T09:00"],
    ["RI", NEW_YORK, "2026-12-05T17:00", "2026-12-07T09:00"],
    ["TX", CHICAGO, "2026-12-05T20:00", "2026-12-06T12:00"],
    ["NE", CHICAGO, "2026-12-05T20:00", "2026-12-06T13:00"],
    ["SD", CHICAGO, "2026-12-04T20:00", "2026-12-07T09:00"],
    ["CA", LOS_ANGELES, "2026-12-05T20:00", "2026-12-06T09:00"],
  ])("in %s over the weekend is closed until its law allows it again", (state, zone, now, opens) => {
    expect(sendingWindow(only(zone, state), at(zone, now))).toEqual(closedUntil(zone, opens));
  });

  it.each([
    ["Thanksgiving in Utah", "UT", "America/Denver", "2026-11-25T20:00", "2026-11-27T08:00"],
    ["Thanksgiving and the day after in Louisiana", "LA", CHICAGO, "2026-11-25T20:00", "2026-11-28T08:00"],
    ["Mardi Gras in Louisiana", "LA", CHICAGO, "2027-02-08T20:00", "2027-02-10T08:00"],
    ["Good Friday in Louisiana", "LA", CHICAGO, "2027-03-25T20:00", "2027-03-27T08:00"],
    ["Christmas and a Sunday in Pennsylvania", "PA", NEW_YORK, "2026-12-24T19:00", "2026-12-26T09:00"],
    ["an Independence Day on Saturday in Rhode Island", "RI", NEW_YORK, "2026-07-02T18:00", "2026-07-07T09:00"],
  ])("is closed on %s", (_holiday, state, zone, now, opens) => {
    expect(sendingWindow(only(zone, state), at(zone, now))).toEqual(closedUntil(zone, opens));
  });

  it("is open on holidays where the state does not close on them", () => {
    expect(sendingWindow(only(LOS_ANGELES, "CA"), at(LOS_ANGELES, "2026-12-25T12:00")).state).toBe("open");
    expect(sendingWindow(only(CHICAGO, "TN"), at(CHICAGO, "2026-11-26T12:00")).state).toBe("open");
  });

  it("applies every state's rule in every zone, on the date of that zone", () => {
    // Guam is 20 hours ahead of Honolulu: its Sunday begins on Honolulu's Saturday, at four in the morning.
    const far = { zones: [GUAM, HONOLULU], jurisdictions: ["AL"] };
    expect(sendingWindow(far, at(HONOLULU, "2026-12-04T12:00"))).toEqual(openUntil(HONOLULU, "2026-12-04T20:00"));
    expect(sendingWindow(far, at(HONOLULU, "2026-12-04T20:00"))).toEqual(closedUntil(HONOLULU, "2026-12-07T12:00"));
  });

  it.each([
    ["2026-03-07T20:00", Date.UTC(2026, 2, 8, 12), Date.UTC(2026, 2, 9, 0)],
    ["2026-10-31T20:00", Date.UTC(2026, 10, 1, 13), Date.UTC(2026, 10, 2, 1)],
    ["2027-03-13T20:00", Date.UTC(2027, 2, 14, 12), Date.UTC(2027, 2, 15, 0)],
  ])("keeps local time over the change of clocks after %s", (now, opensAt, closesAt) => {
    const florida = only(NEW_YORK, "FL");
    expect(sendingWindow(florida, at(NEW_YORK, now))).toEqual({ state: "closed", opensAt });
    expect(sendingWindow(florida, opensAt)).toEqual({ state: "open", closesAt });
  });

  it("follows zones that do not change their clocks with those that do", () => {
    const both = { zones: [LOS_ANGELES, PHOENIX], jurisdictions: ["AZ"] };
    // An hour apart in winter, the same in summer.
    expect(sendingWindow(both, at(PHOENIX, "2026-03-07T20:00"))).toEqual(closedUntil(PHOENIX, "2026-03-08T08:00"));
    expect(sendingWindow(both, at(PHOENIX, "2026-03-06T20:00"))).toEqual(closedUntil(PHOENIX, "2026-03-07T09:00"));
  });

  it("narrows to the practice's own hours and never widens to them", () => {
    const texas = only(CHICAGO, "TX");
    const own = { opens: "10:30", closes: "17:45" };
    expect(sendingWindow({ ...texas, own }, at(CHICAGO, "2026-12-01T09:30"))).toEqual(
      closedUntil(CHICAGO, "2026-12-01T10:30"),
    );
    expect(sendingWindow({ ...texas, own }, at(CHICAGO, "2026-12-01T12:00"))).toEqual(
      openUntil(CHICAGO, "2026-12-01T17:45"),
    );
    const wide = { opens: "00:00", closes: "23:59" };
    for (const time of ["07:00", "08:30", "12:00", "20:30"]) {
      const now = at(CHICAGO, `2026-12-01T${time}`);
      expect(sendingWindow({ ...texas, own: wide }, now)).toEqual(sendingWindow(texas, now));
    }
    const night = { opens: "22:00", closes: "06:00" };
    expect(sendingWindow({ ...texas, own: night }, at(CHICAGO, "2026-12-01T23:00"))).toEqual({ state: "unknown" });
  });

  it("falls back to the strict default by itself on the day after the review date", () => {
    const michigan = only(NEW_YORK, "MI");
    expect(sendingWindow(michigan, at(NEW_YORK, "2027-11-22T09:00"))).toEqual(openUntil(NEW_YORK, "2027-11-22T20:00"));
    expect(sendingWindow(michigan, at(NEW_YORK, "2027-11-22T20:00"))).toEqual(
      closedUntil(NEW_YORK, "2027-11-23T10:00"),
    );
    expect(sendingWindow(michigan, at(NEW_YORK, "2027-11-23T10:00"))).toEqual(openUntil(NEW_YORK, "2027-11-23T18:00"));
    expect(sendingWindow(michigan, at(NEW_YORK, "2027-11-27T18:00"))).toEqual(
      closedUntil(NEW_YORK, "2027-11-29T10:00"),
    );
  });

  it("is unknown for a zone that does not exist and for places that are never open together", () => {
    const now = at(CHICAGO, "2026-12-01T10:00");
    for (const zones of [[CHICAGO, "Mars/Olympus"], [""], [`${NEW_YORK},${CHICAGO}`]]) {
      expect(sendingWindow({ zones, jurisdictions: ["IL"] }, now)).toEqual({ state: "unknown" });
    }
    // The strict hours of Guam fall into the night of New York.
    expect(sendingWindow({ zones: [NEW_YORK, GUAM], jurisdictions: ["GU", "NY"] }, now)).toEqual({ state: "unknown" });
  });

  it("is unknown for a moment that no date can hold", () => {
    for (const now of [Number.NaN, Number.POSITIVE_INFINITY, 8.64e15, -8.64e15, Number.MAX_SAFE_INTEGER]) {
      expect(sendingWindow(only(CHICAGO, "LA"), now)).toEqual({ state: "unknown" });
    }
  });

  it("knows a common moment for a number of any state with the postal code of any other, in winter and in summer", () => {
    const states = STATES.map((line) => line.slice(0, 2)).filter((state) => !TERRITORIES.includes(state));
    const never = states.flatMap((one) =>
      states
        .map((other) => ({ zones: [...zonesOfState(one), ...zonesOfState(other)], jurisdictions: [one, other] }))
        .filter((both) =>
          [Date.UTC(2026, 0, 15), Date.UTC(2026, 6, 1)].some((now) => sendingWindow(both, now).state === "unknown"),
        ),
    );
    expect(never).toEqual([]);
  });
});
