import type { Warning } from "../contracts/lead-api.ts";
import { isoDay, localDay } from "../domain/practice-hours/local-time.ts";
import { zoneClock } from "../domain/zone-clock.ts";
import { beginsWithDay } from "./calendar-date.ts";

const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;
/** Who is younger is a minor in nearly every state; the others are for the practice's counsel. */
const MAJORITY_YEARS = 18;
/** Nobody lived longer; an earlier date is a slip of the pen. */
const LONGEST_LIFE_YEARS = 122;

/** A date of birth as far as it can be one. */
export interface ReadBirthDate {
  /** YYYY-MM-DD. */
  readonly birthDate?: string;
  readonly minor: boolean;
  readonly warnings: readonly Warning[];
}

/** Reads a date of birth. Who is a minor is judged on the day of receipt where the practice is. */
export function readBirthDate(posted: string | undefined, receivedAt: number, zone: string): ReadBirthDate {
  if (posted === undefined) return { minor: false, warnings: [] };
  const where = zoneClock(zone) ?? zoneClock("UTC");
  const today = where === undefined ? "" : isoDay(localDay(where, receivedAt));
  const possible = ISO_DAY.test(posted) && beginsWithDay(posted) && posted <= today;
  if (!possible || yearsLater(posted, LONGEST_LIFE_YEARS) < today)
    return { minor: false, warnings: [{ code: "field_ignored", path: "contact.birthDate" }] };
  return { birthDate: posted, minor: yearsLater(posted, MAJORITY_YEARS) > today, warnings: [] };
}

/** The same day so many years later; dates of four-digit years compare as texts. */
function yearsLater(isoDate: string, years: number): string {
  return `${String(Number(isoDate.slice(0, 4)) + years).padStart(4, "0")}${isoDate.slice(4)}`;
}
