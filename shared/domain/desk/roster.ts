import type { Roster } from "../entities/desk.ts";
import type { LeadId, PracticeId } from "../ids.ts";
import { practiceDate } from "../practice-hours/staffed-hours.ts";
import { type DeskHours, nextDigest, nextWake } from "./next-wake.ts";

/** Leads that may wait in line; more wait unlisted until something happens to them. */
export const MAX_WAITING = 1_000;

/** The roster of a practice that nobody worked a lead of yet. A digest of this morning would be late. */
export function newRoster(practiceId: PracticeId, desk: DeskHours, now: number): Roster {
  const date = practiceDate(desk.zone, now);
  const isPast = (nextDigest(desk, undefined, now) ?? Number.POSITIVE_INFINITY) <= now;
  return { practiceId, version: 1, date, given: {}, open: {}, waiting: [], ...(isPast ? { digestOn: date } : {}) };
}

/** The roster as it counts today: yesterday's shares are settled. */
export function rosterToday(roster: Roster, desk: DeskHours, now: number): Roster {
  const date = practiceDate(desk.zone, now);
  return date === roster.date ? roster : { ...roster, date, given: {} };
}

/** One more lead for this member of staff, who is given it or takes it. */
export function withGiven(roster: Roster, leadId: LeadId, staffId: string): Roster {
  const { given, open } = roster;
  return {
    ...withoutWaiting(roster, leadId),
    given: { ...given, [staffId]: (given[staffId] ?? 0) + 1 },
    open: { ...open, [staffId]: (open[staffId] ?? 0) + 1 },
  };
}

/** One lead less for this member of staff. */
export function withReleased(roster: Roster, staffId: string): Roster {
  const { [staffId]: held = 0, ...others } = roster.open;
  return { ...roster, open: held > 1 ? { ...others, [staffId]: held - 1 } : others };
}

/** The roster with the lead in line; unchanged when it stands there, or when the line is full. */
export function withWaiting(roster: Roster, leadId: LeadId): Roster {
  const { waiting } = roster;
  if (waiting.includes(leadId) || waiting.length >= MAX_WAITING) return roster;
  // Ids begin with the moment of the inquiry.
  return { ...roster, waiting: [...waiting, leadId].sort() };
}

/** The roster without the lead in line. */
export function withoutWaiting(roster: Roster, leadId: LeadId): Roster {
  return roster.waiting.includes(leadId)
    ? { ...roster, waiting: roster.waiting.filter((one) => one !== leadId) }
    : roster;
}

/** The roster as it is to be stored, with the moment at which it must be looked at next. */
export function withWake(roster: Roster, desk: DeskHours, now: number): Roster {
  const { wakeAt: _before, ...rest } = roster;
  const wakeAt = nextWake(desk, rest, now);
  return wakeAt === undefined ? rest : { ...rest, wakeAt };
}
