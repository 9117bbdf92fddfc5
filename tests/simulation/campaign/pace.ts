import type { PracticeConfig } from "../../../shared/contracts/practice.ts";
import { localTime } from "../oracle/local-time.ts";

const MINUTE = 60_000;
/** As `localTime` counts weekdays. */
const WEEKDAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"] as const;

/** Counts enrollments by practice day, and how close together they come. */
export class PaceMeter {
  readonly #config: Pick<PracticeConfig, "zone" | "hours" | "holidays">;
  readonly #perDay: number;
  readonly #slots = new Map<string, number[]>();

  constructor(config: Pick<PracticeConfig, "zone" | "hours" | "holidays">, perDay: number) {
    this.#config = config;
    this.#perDay = perDay;
  }

  /** Practice days on which somebody was enrolled, and how many each. */
  get days(): ReadonlyMap<string, number> {
    return new Map([...this.#slots].map(([date, slots]) => [date, slots.length]));
  }

  /** Whether somebody is there then. */
  isStaffed(ms: number): boolean {
    const { date, minutes, weekday } = localTime(this.#config.zone, ms);
    return this.#windowsOn(date, weekday).some(([from, to]) => minutes >= from && minutes < to);
  }

  /** Adds an enrollment; answers what is wrong with it. */
  add(slotAt: number): string | undefined {
    const { date, minutes, weekday } = localTime(this.#config.zone, slotAt);
    const windows = this.#windowsOn(date, weekday);
    if (!this.isStaffed(slotAt)) return `nobody is there at ${minutes} min`;
    const slots = this.#slots.get(date) ?? [];
    this.#slots.set(date, slots);
    const staffed = windows.reduce((sum, [from, to]) => sum + to - from, 0) * MINUTE;
    const closest = Math.min(...slots.map((other) => Math.abs(other - slotAt)));
    slots.push(slotAt);
    if (slots.length > this.#perDay) return `${slots.length} on ${date}, ${this.#perDay} are allowed`;
    // Slots are whole milliseconds.
    if (closest < staffed / this.#perDay - 1) return `${closest} ms after another, of ${staffed / this.#perDay}`;
    return undefined;
  }

  #windowsOn(date: string, weekday: number): (readonly [from: number, to: number])[] {
    const name = WEEKDAYS[weekday];
    if (name === undefined || this.#config.holidays.includes(date)) return [];
    return this.#config.hours[name].map(({ opens, closes }) => [minutesOf(opens), minutesOf(closes)] as const);
  }
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}
