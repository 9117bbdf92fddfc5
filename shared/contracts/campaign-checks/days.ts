import type { CampaignPlan } from "../../domain/entities/campaign.ts";
import { practiceDate, type StaffCalendar } from "../../domain/practice-hours/staffed-hours.ts";
import { type CampaignTimes, campaignDay, nextOpening } from "../../domain/reactivation/slots.ts";
import type { PlanMistake } from "./mistake.ts";

/** How far ahead a campaign may begin: whoever plans for a later year has mistyped it. */
const MOST_DAYS_AHEAD = 366;
const DAY_MS = 86_400_000;

/** A first day that is over, or more than a year away: nobody means that when a campaign is made. */
export function startMistakes(
  { zone }: Pick<StaffCalendar, "zone">,
  { startsOn }: CampaignPlan,
  now: number,
): PlanMistake[] {
  const path = ["startsOn"];
  if (startsOn === undefined) return [];
  if (startsOn < practiceDate(zone, now)) return [{ path, code: "in_the_past" }];
  return startsOn > practiceDate(zone, now + MOST_DAYS_AHEAD * DAY_MS) ? [{ path, code: "too_far_ahead" }] : [];
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
  if (hours !== undefined && !isInOrder(hours)) return [{ path: ["hours", "closes"], code: "not_after_opens" }];
  if (!isEverOpen(calendar, { hours }, now)) return [{ path: ["hours"], code: "outside_staffed_hours" }];
  return isEverOpen(calendar, { hours, startsOn, endsOn }, now) ? [] : [{ path, code: "no_staffed_day" }];
}

/** Hours past midnight would be those of two days; 00:00 is the midnight that ends one. */
function isInOrder({ opens, closes }: NonNullable<CampaignPlan["hours"]>): boolean {
  return closes === "00:00" || closes > opens;
}

function isEverOpen(calendar: StaffCalendar, times: CampaignTimes, now: number): boolean {
  const today = campaignDay(calendar, times, practiceDate(calendar.zone, now));
  const isOpenToday = today?.windows.some(({ closesAt }) => closesAt > now) === true;
  return isOpenToday || nextOpening(calendar, times, now) !== undefined;
}
