import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import parsePhoneNumber from "libphonenumber-js/max";
import { IANAZone } from "luxon";
import { AREA_CODES, NON_GEOGRAPHIC_CODES } from "../../../shared/domain/places/area-codes.ts";
import { impliedPlaces } from "../../../shared/domain/places/implied-places.ts";
import { codesOf, placeTable } from "../../../shared/domain/places/place-table.ts";
import { zonesOfState } from "../../../shared/domain/places/us-state.ts";
import { ZIP_PREFIXES } from "../../../shared/domain/places/zip-prefixes.ts";
import { ZONES } from "../../../shared/domain/places/zones.ts";
import { anyText } from "../../support/any-text.ts";

const NEW_YORK = "America/New_York";
const CHICAGO = "America/Chicago";
const DENVER = "America/Denver";
const LOS_ANGELES = "America/Los_Angeles";
const DAY_MS = 86_400_000;
const PHOENIX = "America/Phoenix";

describe("impliedPlaces", () => {
  it.each([
    ["all three agree", { e164: "+13125550142", postalCode: "60614", state: "IL" }, [CHICAGO], ["IL"]],
    ["a number and its own ZIP code", { e164: "+15025550142", postalCode: "40202" }, [NEW_YORK], ["KY"]],
    [
      "a New York number in Florida",
      { e164: "+12125550142", postalCode: "33101", state: "FL" },
      [NEW_YORK],
      ["FL", "NY"],
    ],
    ["a number from far away", { e164: "+14155550142", postalCode: "60614" }, [CHICAGO, LOS_ANGELES], ["CA", "IL"]],
    ["an area code in two zones", { e164: "+18505550142" }, [CHICAGO, NEW_YORK], ["FL"]],
    ["its overlay", { e164: "+14485550142" }, [CHICAGO, NEW_YORK], ["FL"]],
    ["a ZIP code that narrows a state", { postalCode: "79901", state: "TX" }, [DENVER], ["TX"]],
    ["a ZIP prefix in two zones", { postalCode: "57501" }, [CHICAGO, DENVER], ["SD"]],
    ["a state alone", { state: "TX" }, [CHICAGO, DENVER], ["TX"]],
    ["a state by name", { state: "new york" }, [NEW_YORK], ["NY"]],
    [
      "a state that neither of the others lies in",
      { e164: "+12125550142", postalCode: "10001", state: "TX" },
      [CHICAGO, DENVER, NEW_YORK],
      ["NY", "TX"],
    ],
    ["Phoenix", { e164: "+16025550142", postalCode: "85001", state: "AZ" }, [PHOENIX], ["AZ"]],
    ["northern Arizona with the Navajo Nation", { e164: "+19285550142" }, [DENVER, PHOENIX], ["AZ"]],
    ["a ZIP code apart from its prefix", { postalCode: "96799" }, ["Pacific/Pago_Pago"], ["AS"]],
    ["ZIP+4", { postalCode: " 60614-1234 " }, [CHICAGO], ["IL"]],
    ["a toll-free number", { e164: "+18005550142" }, [], []],
    ["a toll-free number with a state", { e164: "+18005550142", state: "IL" }, [CHICAGO], ["IL"]],
    ["nothing", {}, [], []],
    ["nothing readable", { postalCode: "SW1A 1AA", state: "Ontario", e164: "312" }, [], []],
  ])("knows %s", (_, input, zones, jurisdictions) => {
    expect(impliedPlaces(input)).toEqual({ zones, jurisdictions, abroad: false });
  });

  it.each([
    ["a Canadian number", { e164: "+14165550142", postalCode: "60614" }],
    ["an area code that is not in the table", { e164: "+12115550142", postalCode: "60614" }],
    ["a Canadian postal code", { e164: "+13125550142", postalCode: "v5k 0a1", state: "IL" }],
    ["a military post office", { e164: "+13125550142", postalCode: "09012", state: "IL" }],
  ])("leaves the zone unknown for %s", (_, input) => {
    expect(impliedPlaces(input)).toEqual({ zones: [], jurisdictions: ["IL"], abroad: true });
  });

  it("never drops a zone that the number or the postal code implies", () => {
    const number = fc.option(fc.constantFrom("+13125550142", "+12125550142", "+18505550142", "+16025550142"), {
      nil: undefined,
    });
    const zip = fc.option(fc.constantFrom("60614", "33101", "85001", "57501"), { nil: undefined });
    const state = fc.option(fc.constantFrom("IL", "TX", "AZ", "AK"), { nil: undefined });
    fc.assert(
      fc.property(number, zip, state, (e164, postalCode, stated) => {
        const all = impliedPlaces({ e164, postalCode, state: stated });
        for (const one of [impliedPlaces({ e164 }), impliedPlaces({ postalCode })]) {
          expect(all.zones).toEqual(expect.arrayContaining(one.zones));
          expect(all.jurisdictions).toEqual(expect.arrayContaining(one.jurisdictions));
        }
        if (stated !== undefined) expect(all.jurisdictions).toContain(stated);
      }),
    );
  });

  it("answers for any text", () => {
    const text = fc.option(anyText, { nil: undefined });
    fc.assert(
      fc.property(text, text, text, (e164, postalCode, state) => {
        const places = impliedPlaces({ e164, postalCode, state });
        expect(places.zones.every((zone) => IANAZone.isValidZone(zone))).toBe(true);
      }),
    );
  });
});

describe("the place tables", () => {
  const tables = { AREA_CODES, ZIP_PREFIXES };

  it.each(Object.keys(tables) as (keyof typeof tables)[])(
    "%s puts every code into a known state and some of its zones",
    (name) => {
      for (const [code, place] of placeTable(tables[name])) {
        expect([code, zonesOfState(place.state)]).toEqual([code, expect.arrayContaining([...place.zones])]);
        expect(place.zones.length).toBeGreaterThan(0);
      }
    },
  );

  it("holds every code once", () => {
    for (const table of Object.values(tables)) {
      const rows = Object.entries(table).flatMap(([place, codes]) => [...placeTable({ [place]: codes }).keys()]);
      expect(rows.length).toBe(new Set(rows).size);
    }
  });

  it("places every area code that the phone library knows in the US and its territories", () => {
    const placed = new Set([...placeTable(AREA_CODES).keys(), ...codesOf(NON_GEOGRAPHIC_CODES)]);
    const known = Array.from({ length: 800 }, (_, index) => String(200 + index)).filter((areaCode) => {
      const number = parsePhoneNumber(`+1${areaCode}2340142`);
      return number?.isValid() && ["US", "PR", "VI", "GU", "MP", "AS"].includes(number.country ?? "");
    });
    expect(known.length).toBeGreaterThan(350);
    expect(known.filter((areaCode) => !placed.has(areaCode))).toEqual([]);
  });

  it("places every ZIP prefix in use but those of parcel returns, abroad and jokes", () => {
    expect(placeTable(ZIP_PREFIXES).size).toBeGreaterThan(900);
  });

  it("names only zones that exist", () => {
    expect(Object.values(ZONES).filter((zone) => !IANAZone.isValidZone(zone))).toEqual([]);
  });

  // One zone stands for several: that holds only while their clocks agree.
  it.each([
    ["America/Detroit", NEW_YORK],
    ["America/Indiana/Indianapolis", NEW_YORK],
    ["America/Indiana/Vincennes", NEW_YORK],
    ["America/Kentucky/Louisville", NEW_YORK],
    ["America/Kentucky/Monticello", NEW_YORK],
    ["America/Indiana/Knox", CHICAGO],
    ["America/Indiana/Tell_City", CHICAGO],
    ["America/Menominee", CHICAGO],
    ["America/North_Dakota/Beulah", CHICAGO],
    ["America/Boise", DENVER],
    ["America/Juneau", "America/Anchorage"],
    ["America/Nome", "America/Anchorage"],
    ["America/Metlakatla", "America/Anchorage"],
    ["America/St_Thomas", "America/Puerto_Rico"],
    ["Pacific/Saipan", "Pacific/Guam"],
  ])("%s keeps the same time as %s", (zone, representative) => {
    const [one, other] = [IANAZone.create(zone), IANAZone.create(representative)];
    const hours = Array.from({ length: 2 * 365 * 24 }, (_, hour) => Date.UTC(2026, 0, 1, hour));
    // Daily, and hourly on the days when either changes its clocks.
    const changes = (ms: number) =>
      one.offset(ms) !== one.offset(ms + DAY_MS) || other.offset(ms) !== other.offset(ms + DAY_MS);
    const days = hours.filter((_, hour) => hour % 24 === 0);
    const moments = days.flatMap((day) =>
      changes(day) ? hours.filter((ms) => ms >= day && ms < day + DAY_MS) : [day],
    );
    expect(moments.filter((ms) => one.offset(ms) !== other.offset(ms))).toEqual([]);
  });
});
