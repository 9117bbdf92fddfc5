import type { CampaignPlan } from "../entities/campaign.ts";
import {
  practiceDate,
  type StaffCalendar,
  type StaffedWindow,
  staffedTimeOn,
} from "../practice-hours/staffed-hours.ts";

const DAY_MS = 86_400_000;
/** How far ahead a campaign's next day is looked for: nobody closes for a year. */
const SEARCH_DAYS = 366;

/** What says when a campaign may enroll. */
export type CampaignTimes = Pick<CampaignPlan, "hours" | "startsOn" | "endsOn">;

/** A day of a campaign: when it enrolls. */
export interface CampaignHours {
  /** YYYY-MM-DD, in the practice's zone. */
  readonly date: string;
  /** Staffed time within the campaign's own hours, in order. */
  readonly windows: readonly [StaffedWindow, ...StaffedWindow[]];
}

/** When a campaign enrolls on this day; undefined when it does not: before its first day, after its last, or without staff. */
export function campaignDay(calendar: StaffCalendar, plan: CampaignTimes, date: string): CampaignHours | undefined {
  const { hours, startsOn = date, endsOn = date } = plan;
  if (date < startsOn || date > endsOn) return undefined;
  const staffed = staffedTimeOn(calendar, date);
  const own = hours === undefined ? staffed : staffedTimeOn(everyDay(calendar.zone, hours), date);
  const [first, ...others] = staffed.flatMap((window) => own.flatMap((other) => common(window, other)));
  return first === undefined ? undefined : { date, windows: [first, ...others] };
}

/** When the campaign's next day opens, after `afterMs`; undefined when there is none, or none within a year. */
export function nextOpening(
  calendar: StaffCalendar,
  plan: CampaignTimes,
  afterMs: number,
): { readonly date: string; readonly opensAt: number } | undefined {
  const today = practiceDate(calendar.zone, afterMs);
  const from = Date.parse(plan.startsOn !== undefined && plan.startsOn > today ? plan.startsOn : today);
  for (let offset = 0; offset <= SEARCH_DAYS; offset += 1) {
    const date = new Date(from + offset * DAY_MS).toISOString().slice(0, 10);
    if (plan.endsOn !== undefined && date > plan.endsOn) return undefined;
    const opensAt = campaignDay(calendar, plan, date)?.windows[0].opensAt;
    if (opensAt !== undefined && opensAt > afterMs) return { date, opensAt };
  }
  return undefined;
}

/**
 * The moment of a slot, ms, from slot 0 on: `perDay` equal steps through the staffed time of the day, gaps left out. Throws a RangeError from
 * `perDay` on.
 */
export function slotAt({ windows }: CampaignHours, perDay: number, index: number): number {
  let passed = Math.floor((index * totalOf(windows)) / perDay);
  for (const { opensAt, closesAt } of windows) {
    if (passed < closesAt - opensAt) return opensAt + passed;
    passed -= closesAt - opensAt;
  }
  throw new RangeError(`got slot ${index} of a day; expected one of its ${perDay}`);
}

/** The first slot that is not before `ms`; `perDay` when the day has none left. */
export function firstSlotFrom({ windows }: CampaignHours, perDay: number, ms: number): number {
  const passed = windows.reduce((sum, { opensAt, closesAt }) => sum + Math.max(0, Math.min(closesAt, ms) - opensAt), 0);
  return Math.ceil((passed * perDay) / totalOf(windows));
}

const totalOf = (windows: CampaignHours["windows"]) =>
  windows.reduce((sum, { opensAt, closesAt }) => sum + closesAt - opensAt, 0);

/** The campaign's own hours as those of a practice that is open every day. */
function everyDay(zone: string, hours: NonNullable<CampaignTimes["hours"]>): StaffCalendar {
  const window = [hours];
  const week = {
    monday: window,
    tuesday: window,
    wednesday: window,
    thursday: window,
    friday: window,
    saturday: window,
    sunday: window,
  };
  return { zone, hours: week, holidays: [] };
}

function common(a: StaffedWindow, b: StaffedWindow): StaffedWindow[] {
  const opensAt = Math.max(a.opensAt, b.opensAt);
  const closesAt = Math.min(a.closesAt, b.closesAt);
  return closesAt > opensAt ? [{ opensAt, closesAt }] : [];
}
