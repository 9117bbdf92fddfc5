import { weekdayOf } from "../practice-hours/local-time.ts";
import { isHoliday, isStateHoliday, type StateHoliday } from "./holidays.ts";
import { STATE_RULES } from "./state-rules.ts";

/** From the first moment of `opens` to the last before `closes`; times of day as HH:MM, which compare as they are. */
export interface DayHours {
  readonly opens: string;
  readonly closes: string;
}

/** When a state allows SMS and calls; a day without hours is closed. */
interface HoursRule {
  readonly weekdays: DayHours | undefined;
  readonly saturday: DayHours | undefined;
  readonly sunday: DayHours | undefined;
  /** On federal holidays and on these it is closed; undefined when holidays are like other days. */
  readonly closedOn: readonly StateHoliday[] | undefined;
}

/** A line of the table, with what counsel needs to check it. Days are YYYY-MM-DD. */
interface StateRule extends HoursRule {
  readonly state: string;
  readonly citation: string;
  readonly checkedAgainst: string;
  readonly reviewedOn: string;
  /** The last day on which the rule is relied on. */
  readonly reviewBy: string;
  /** `reviewBy`, counted from 1970-01-01. */
  readonly lastDay: number;
}

/** For a state without a current rule (DESIGN §4): 10:00 to 18:00, not on Sundays. */
const STRICT_HOURS: DayHours = { opens: "10:00", closes: "18:00" };
const STRICT_DEFAULT: HoursRule = {
  weekdays: STRICT_HOURS,
  saturday: STRICT_HOURS,
  sunday: undefined,
  closedOn: undefined,
};

const DAY_MS = 86_400_000;
const WEEKDAY_SATURDAY = 5;
const WEEKDAY_SUNDAY = 6;

/** The rules of the table by state. */
export const STATE_HOURS: ReadonlyMap<string, StateRule> = new Map(
  STATE_RULES.map((line) => readRule(line)).map((rule) => [rule.state, rule]),
);

/**
 * The hours of a state on a calendar day, counted from 1970-01-01; undefined when it is closed all day. Without a rule, or
 * after the day by which the rule should have been reviewed, those of the strict default.
 */
export function hoursOf(state: string | undefined, day: number): DayHours | undefined {
  const rule = state === undefined ? undefined : STATE_HOURS.get(state);
  return hoursOn(rule !== undefined && day <= rule.lastDay ? rule : STRICT_DEFAULT, day);
}

function hoursOn(rule: HoursRule, day: number): DayHours | undefined {
  if (rule.closedOn !== undefined && isHoliday(day, rule.closedOn)) return undefined;
  const weekday = weekdayOf(day);
  if (weekday === WEEKDAY_SUNDAY) return rule.sunday;
  return weekday === WEEKDAY_SATURDAY ? rule.saturday : rule.weekdays;
}

function readRule(line: string): StateRule {
  const [state, weekdays, saturday, sunday, holidays, citation, checkedAgainst, reviewedOn, reviewBy] = line.split("|");
  return {
    state: state ?? "",
    weekdays: readHours(weekdays),
    saturday: readHours(saturday),
    sunday: readHours(sunday),
    closedOn: holidays === "open" ? undefined : (holidays ?? "").split(" ").filter(isStateHoliday),
    citation: citation ?? "",
    checkedAgainst: checkedAgainst ?? "",
    reviewedOn: reviewedOn ?? "",
    reviewBy: reviewBy ?? "",
    lastDay: Date.parse(reviewBy ?? "") / DAY_MS,
  };
}

/** `08-20` as hours; anything else as a closed day. */
function readHours(text: string | undefined): DayHours | undefined {
  const [, opens, closes] = /^(\d\d)-(\d\d)$/.exec(text ?? "") ?? [];
  return opens === undefined || closes === undefined ? undefined : { opens: `${opens}:00`, closes: `${closes}:00` };
}
