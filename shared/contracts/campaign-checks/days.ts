import type { CampaignPlan } from "../../domain/entities/campaign.ts";
import { practiceDate, type StaffCalendar } from "../../domain/practice-hours/staffed-hours.ts";
import { type CampaignTimes, campaignDay, nextOpening } from "../../domain/reactivation/slots.ts";
import type { PlanMistake } from "./mistake.ts";

/** A first day that is over: nobody means that when a campaign is made. */
export function startMistakes(
  { zone }: Pick<StaffCalendar, "zone">,
  { startsOn }: CampaignPlan,
  now: number,
): PlanMistake[] {
  const isOver = startsOn !== undefined && startsOn < practiceDate(zone, now);
  return isOver ? [{ path: ["startsOn"], code: "in_the_past" }] : [];
}

/** Hours and days that leave no moment to enroll anybody in, from now on. */
export function openingMistakes(
  calendar: StaffCalendar,
  { hours, startsOn, endsOn }: CampaignPlan,
  now: number,
): PlanMistake[] {
  const path = ["endsOn"];
  if (endsOn !== undefined && endsOn < practiceDate(calendar.zone, now)) return [{ path, code: "in_the_past" }];
  if (startsOn !== undefined && endsOn !== undefined && endsOn < startsOn) return [{ path, code: "before_starts_on" }];
  if (!isEverOpen(calendar, { hours }, now)) return [{ path: ["hours"], code: "outside_staffed_hours" }];
  return isEverOpen(calendar, { hours, startsOn, endsOn }, now) ? [] : [{ path, code: "no_staffed_day" }];
}

function isEverOpen(calendar: StaffCalendar, times: CampaignTimes, now: number): boolean {
  const today = campaignDay(calendar, times, practiceDate(calendar.zone, now));
  const isOpenToday = today?.windows.some(({ closesAt }) => closesAt > now) === true;
  return isOpenToday || nextOpening(calendar, times, now) !== undefined;
}
