import type { SendingPlaces } from "../../../shared/domain/quiet-hours/sending-window.ts";
import { EXPECTED, EXPECTED_LAST_DAY, EXPECTED_STRICT, FEDERAL_DAYS, STATE_DAYS } from "./expected-hours.ts";

const MINUTE = 60_000;
/** Hours begin and end on the half hour in these tests. */
const STEP = 30 * MINUTE;
const SEARCH_STEPS = 14 * 48;

/** The answer found by trying every half hour, with the platform's calendar and a table of its own. */
export function slowWindow(places: SendingPlaces, nowMs: number) {
  const open = openAt(places, nowMs);
  let ms = nowMs;
  for (let steps = 0; steps <= SEARCH_STEPS; steps += 1) {
    ms = (Math.floor(ms / STEP) + 1) * STEP;
    if (openAt(places, ms) !== open) return open ? { state: "open", closesAt: ms } : { state: "closed", opensAt: ms };
  }
  return { state: "unknown" };
}

function openAt({ zones, jurisdictions, own }: SendingPlaces, ms: number): boolean {
  return zones.every((zone) => {
    const { date, weekday, minutes } = wallClock(zone, ms);
    const within = (opens: number, closes: number) => minutes >= opens && minutes < closes;
    const states = jurisdictions.length === 0 ? ["none"] : jurisdictions;
    return (
      within(8 * 60, 20 * 60) &&
      (own === undefined || within(minutesOf(own.opens), minutesOf(own.closes))) &&
      states.every((state) => {
        const hours = hoursOf(state, date, weekday);
        const [opens = Number.NaN, closes = Number.NaN] = hours.split("-").map((hour) => Number(hour) * 60);
        return hours !== "" && within(opens, closes);
      })
    );
  });
}

function hoursOf(state: string, date: string, weekday: number): string {
  const [weekdays, saturday, sunday, holidays] =
    date <= EXPECTED_LAST_DAY ? (EXPECTED[state] ?? EXPECTED_STRICT) : EXPECTED_STRICT;
  if (holidays === "closed" && [...FEDERAL_DAYS, ...(STATE_DAYS[state] ?? [])].includes(date)) return "";
  if (weekday === 0) return sunday;
  return weekday === 6 ? saturday : weekdays;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** Date, weekday (Sunday is 0) and minutes after midnight on the wall in a zone. */
function wallClock(zone: string, ms: number): { date: string; weekday: number; minutes: number } {
  const clock =
    clocks.get(zone) ??
    new Intl.DateTimeFormat("sv-SE", {
      timeZone: zone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    });
  clocks.set(zone, clock);
  const [date = "", time = ""] = clock.format(ms).split(" ");
  return { date, weekday: new Date(`${date}T00:00:00Z`).getUTCDay(), minutes: minutesOf(time) };
}

function minutesOf(time: string): number {
  const [hours = Number.NaN, minutes = Number.NaN] = time.split(":").map(Number);
  return hours * 60 + minutes;
}
