/** One place where simulated people live: their state, its zone, area codes and a postal code there. */
export interface Place {
  readonly state: string;
  readonly zone: string;
  readonly areaCodes: readonly string[];
  readonly zip: string;
}

/**
 * Every state and DC, typed in for the simulation: state, zone, area codes, postal code. Only what lies in one zone; where an
 * area code reaches into a second one, the product may be stricter than the simulation expects, never laxer.
 */
const TABLE = `
AL America/Chicago 205,251 35203
AK America/Anchorage 907 99501
AZ America/Phoenix 602,480 85004
AR America/Chicago 501,479 72201
CA America/Los_Angeles 213,415 90012
CO America/Denver 303,720 80202
CT America/New_York 203,860 06103
DE America/New_York 302 19801
DC America/New_York 202 20001
FL America/New_York 305,813 33101
GA America/New_York 404,912 30303
HI Pacific/Honolulu 808 96813
ID America/Boise 208 83702
IL America/Chicago 312,217 60614
IN America/Indiana/Indianapolis 317,260 46204
IA America/Chicago 515,319 50309
KS America/Chicago 316,913 67202
KY America/Kentucky/Louisville 502 40202
LA America/Chicago 504,225 70112
ME America/New_York 207 04101
MD America/New_York 301,410 21201
MA America/New_York 617,508 02108
MI America/Detroit 313,616 48226
MN America/Chicago 612,507 55401
MS America/Chicago 601,228 39201
MO America/Chicago 314,816 63101
MT America/Denver 406 59601
NE America/Chicago 402 68102
NV America/Los_Angeles 702 89101
NH America/New_York 603 03101
NJ America/New_York 201,609 07102
NM America/Denver 505,575 87102
NY America/New_York 212,716 10001
NC America/New_York 704,919 28202
ND America/Chicago 701 58102
OH America/New_York 216,614 44114
OK America/Chicago 405,918 73102
OR America/Los_Angeles 503,971 97204
PA America/New_York 215,412 19103
RI America/New_York 401 02903
SC America/New_York 803,843 29201
SD America/Chicago 605 57104
TN America/Chicago 901,615 37203
TX America/Chicago 214,713 75201
UT America/Denver 801,385 84101
VT America/New_York 802 05401
VA America/New_York 703,804 23219
WA America/Los_Angeles 206,509 98101
WV America/New_York 304,681 25301
WI America/Chicago 414,608 53202
WY America/Denver 307 82001`;

/** The places of the table, in its order. */
export const PLACES: readonly Place[] = TABLE.trim()
  .split("\n")
  .map((line) => {
    const [state = "", zone = "", codes = "", zip = ""] = line.split(" ");
    return { state, zone, areaCodes: codes.split(","), zip };
  });

/** The place of a state. */
export function placeOf(state: string): Place {
  const place = PLACES.find((one) => one.state === state);
  if (place === undefined) throw new RangeError(`got ${state}; expected a state of the table`);
  return place;
}

/** Area codes without an area. */
export const TOLL_FREE = ["800", "888", "877"] as const;
/** Area codes of Canada. */
export const CANADIAN = ["416", "604"] as const;
