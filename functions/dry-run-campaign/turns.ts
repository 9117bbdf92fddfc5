import type { CampaignPlan, MemberGroup } from "../../shared/domain/entities/campaign.ts";
import { practiceDate, type StaffCalendar } from "../../shared/domain/practice-hours/staffed-hours.ts";
import {
  type CampaignHours,
  campaignDay,
  firstSlotFrom,
  nextOpening,
  slotAt,
} from "../../shared/domain/reactivation/slots.ts";

/** A day on which members are contacted. */
export interface DayOfTurns {
  readonly date: string;
  readonly contacts: number;
  readonly firstAt: number;
  readonly lastAt: number;
}

/** When the turn of each member comes, ms, undefined for those whom the last day leaves without one; and what that makes of the days. */
export interface Turns {
  readonly at: readonly (number | undefined)[];
  readonly days: readonly DayOfTurns[];
}

/** More days than this are looked at by nobody: members after them are counted as without a turn. */
const MAX_DAYS = 5_000;

/**
 * The turns of members in their order, from `now` on: each treated member takes a slot; who is left alone takes none and has their turn with
 * the member before.
 */
export function turnsOf(
  calendar: StaffCalendar,
  plan: CampaignPlan,
  groups: readonly MemberGroup[],
  now: number,
): Turns {
  const { perDay } = plan;
  const today = campaignDay(calendar, plan, practiceDate(calendar.zone, now));
  let day = today ?? dayAfter(calendar, plan, now);
  let slot = today === undefined ? 0 : firstSlotFrom(today, perDay, now);
  let latest = day && Math.max(now, day.windows[0].opensAt);
  const days: DayOfTurns[] = [];

  function takeSlot(): number | undefined {
    if (day !== undefined && slot >= perDay) {
      day = days.length < MAX_DAYS ? dayAfter(calendar, plan, day.windows[0].opensAt) : undefined;
      slot = 0;
    }
    if (day === undefined) return undefined;
    const moment = slotAt(day, perDay, slot);
    slot += 1;
    note(days, day.date, moment);
    return moment;
  }

  const at = groups.map((group) => {
    if (group === "treated") latest = takeSlot();
    return latest;
  });
  return { at, days };
}

function dayAfter(calendar: StaffCalendar, plan: CampaignPlan, ms: number): CampaignHours | undefined {
  const opening = nextOpening(calendar, plan, ms);
  return opening && campaignDay(calendar, plan, opening.date);
}

function note(days: DayOfTurns[], date: string, moment: number): void {
  const last = days.at(-1);
  if (last?.date === date) days[days.length - 1] = { ...last, contacts: last.contacts + 1, lastAt: moment };
  else days.push({ date, contacts: 1, firstAt: moment, lastAt: moment });
}
