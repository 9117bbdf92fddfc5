import type { Hours } from "../../shared/contracts/practice.ts";

const DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;
/** "mon-fri 09:00-17:00", or one day. */
const PART =
  /^([a-z]{3})[a-z]*(?:\s*-\s*([a-z]{3})[a-z]*)?\s+((?:[01]\d|2[0-3]):[0-5]\d)\s*-\s*((?:[01]\d|2[0-3]):[0-5]\d)$/;
const EXPECTED = "expected hours like mon-fri 09:00-17:00, sat 09:00-13:00";

/** Staffed hours as people write them: days, or ranges of days, with a window each, and commas between. */
export function parseHours(text: string): { hours: Hours; problem?: string } {
  const hours: Hours = { monday: [], tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] };
  for (const part of text.toLowerCase().split(",")) {
    const [, from = "", to = from, opens = "", closes = ""] = PART.exec(part.trim()) ?? [];
    const [first, last] = [dayOf(from), dayOf(to)];
    if (first < 0 || last < first) return { hours, problem: `got "${part.trim()}"; ${EXPECTED}` };
    for (const day of DAYS.slice(first, last + 1)) hours[day].push({ opens, closes });
  }
  return { hours };
}

const dayOf = (short: string) => DAYS.findIndex((day) => short !== "" && day.startsWith(short));
