import { AREA_CODES, NON_GEOGRAPHIC_CODES } from "./area-codes.ts";
import { codesOf, type Place, placeTable } from "./place-table.ts";
import { normalizeState, zonesOfState } from "./us-state.ts";
import { ZIP_PREFIXES, ZIPS_ABROAD } from "./zip-prefixes.ts";

const areaCodes = placeTable(AREA_CODES);
const nonGeographic = new Set(codesOf(NON_GEOGRAPHIC_CODES));
const zips = placeTable(ZIP_PREFIXES);
const zipsAbroad = new Set(codesOf(ZIPS_ABROAD));

/**
 * The zones and US states that a lead may be in, from number, postal code and stated state; both sorted, without repeats.
 *
 * Number and postal code imply the zones of their area. The zones of the stated state count when neither lies in it. An
 * indicator outside the US (a Canadian number or postal code, a military post office) leaves the zone unknown: `abroad`, and
 * no zones at all, because unknown means do not send.
 */
export function impliedPlaces(input: {
  e164?: string | undefined;
  postalCode?: string | undefined;
  state?: string | undefined;
}): { zones: string[]; jurisdictions: string[]; abroad: boolean } {
  const found = [placeOfNumber(input.e164), placeOfZip(input.postalCode)];
  const places = found.filter((place) => place !== "abroad" && place !== undefined);
  const state = input.state === undefined ? undefined : normalizeState(input.state);
  if (state !== undefined && !places.some((place) => place.state === state)) {
    places.push({ state, zones: zonesOfState(state) });
  }
  const abroad = found.includes("abroad");
  return {
    abroad,
    zones: abroad ? [] : sorted(places.flatMap((place) => place.zones)),
    jurisdictions: sorted(places.map((place) => place.state)),
  };
}

/** Whether a postal code says anything of where someone is. */
export function isKnownPostalCode(postalCode: string): boolean {
  return placeOfZip(postalCode) !== undefined;
}

function placeOfNumber(e164: string | undefined): Place | "abroad" | undefined {
  const areaCode = /^\+1(\d{3})\d{7}$/.exec(e164 ?? "")?.[1];
  if (areaCode === undefined) return e164?.startsWith("+") ? "abroad" : undefined;
  return nonGeographic.has(areaCode) ? undefined : (areaCodes.get(areaCode) ?? "abroad");
}

function placeOfZip(postalCode: string | undefined): Place | "abroad" | undefined {
  if (CANADIAN.test(postalCode ?? "")) return "abroad";
  const zip = /^\s*(\d{5})(?:[\s-]*\d{4})?\s*$/.exec(postalCode?.slice(0, MAX_LENGTH) ?? "")?.[1];
  if (zip === undefined) return undefined;
  const prefix = zip.slice(0, 3);
  if (zipsAbroad.has(zip) || zipsAbroad.has(prefix)) return "abroad";
  return zips.get(zip) ?? zips.get(prefix);
}

function sorted(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}

/** Letter, digit, letter; US codes have digits only. */
const CANADIAN = /^\s*[A-Za-z]\d[A-Za-z]/;
/** No postal code is longer. */
const MAX_LENGTH = 20;
