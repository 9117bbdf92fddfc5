import type { PracticeConfig } from "../../contracts/practice.ts";
import { isStaffed, nextOpening, practiceDate, type StaffCalendar } from "../practice-hours/staffed-hours.ts";

/** What of a configuration says who works when. */
export type Desk = Pick<PracticeConfig, "staff" | "zone" | "hours" | "holidays">;
/** One member of staff as configured. */
export type Member = Desk["staff"][number];

/** When a member of staff works: in their own hours or the practice's, on no holiday and no day off. */
export function shiftsOf({ zone, hours, holidays }: Desk, member: Member): StaffCalendar {
  return { zone, hours: member.hours ?? hours, holidays, timeOff: member.timeOff };
}

/** The member of staff of this id; undefined when the practice has none, or no longer. */
export function memberOf({ staff }: Desk, staffId: string | undefined): Member | undefined {
  return staffId === undefined ? undefined : staff.find((member) => member.staffId === staffId);
}

/** Whether this member of staff works at this moment. */
export function isOnDuty(desk: Desk, member: Member, now: number): boolean {
  return isStaffed(shiftsOf(desk, member), now);
}

/** When this member of staff next comes in, later than now, ms; undefined when that is more than 14 days away. */
export function nextOnDuty(desk: Desk, member: Member, now: number): number | undefined {
  return nextOpening(shiftsOf(desk, member), now);
}

/** Whether it is a day off of this member of staff. */
export function isOff({ zone }: Desk, { timeOff }: Member, now: number): boolean {
  if (timeOff.length === 0) return false;
  const today = practiceDate(zone, now);
  return timeOff.some(({ from, to }) => from <= today && today <= to);
}

/** Whether there is any way to tell this member of staff something. */
export function canBeTold({ alert }: Member): boolean {
  return alert.sms !== undefined || alert.email !== undefined;
}
