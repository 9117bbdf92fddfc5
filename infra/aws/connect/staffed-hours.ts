import type { CfnHoursOfOperation } from "aws-cdk-lib/aws-connect";
import type { Hours, PracticeConfig } from "../../../shared/contracts/practice.ts";

/** As `Date` counts them. */
const DAYS = ["SUNDAY", "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY"] as const;
/** Overrides of hours of operation that Connect takes ("Amazon Connect service quotas"). */
const MOST_OVERRIDES = 50;

/** The staffed hours of a practice as Connect writes them. */
export function staffedHours(hours: Hours): CfnHoursOfOperation.HoursOfOperationConfigProperty[] {
  return DAYS.flatMap((day) =>
    hours[day.toLowerCase() as keyof Hours].map(({ opens, closes }) => ({
      day,
      startTime: timeOf(opens),
      endTime: timeOf(closes),
    })),
  );
}

/** The practice's holidays from `today` (YYYY-MM-DD) on, as days on which it is closed. */
export function closedDays(
  { holidays }: Pick<PracticeConfig, "holidays">,
  today: string,
): CfnHoursOfOperation.HoursOfOperationOverrideProperty[] {
  const coming = [...new Set(holidays)].filter((date) => date >= today).sort();
  return coming.slice(0, MOST_OVERRIDES).map((date) => ({
    overrideName: `Closed ${date}`,
    overrideType: "CLOSED",
    effectiveFrom: date,
    effectiveTill: date,
    overrideConfig: [{ day: weekdayOf(date), startTime: timeOf("00:00"), endTime: timeOf("23:59") }],
  }));
}

function weekdayOf(date: string): (typeof DAYS)[number] {
  return DAYS[new Date(`${date}T00:00:00Z`).getUTCDay()] as (typeof DAYS)[number];
}

function timeOf(time: string): { hours: number; minutes: number } {
  const [hours, minutes] = time.split(":").map(Number) as [number, number];
  return { hours, minutes };
}
