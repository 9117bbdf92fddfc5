import { dueTime } from "../../domain/planner/due-time.ts";
import { nextStaffed } from "../../domain/practice-hours/staffed-hours.ts";
import type { StepChannel } from "../../domain/vocabulary.ts";
import type { PracticeConfig, Step } from "../practice.ts";
import { keepsHours, sendingHours } from "./sending-hours.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Midnight of a Monday (1970-01-05), ms. Local time is reckoned as UTC here: no change of clocks, and no zone. */
const MONDAY = 4 * DAY_MS;
/** Quarters of an hour: finer than anybody sets two steps apart by. */
const EVERY_MS = 15 * MINUTE_MS;
const ZONE = "UTC";

/** Moments at which a run may begin, over one week, ms. */
export const ENROLMENTS: readonly number[] = Array.from(
  { length: (7 * DAY_MS) / EVERY_MS },
  (_, index) => MONDAY + index * EVERY_MS,
);

const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** Such a moment in words: "Friday 16:15". */
export function momentInWords(ms: number): string {
  const minutes = (ms - MONDAY) / MINUTE_MS;
  const two = (part: number) => String(Math.floor(part)).padStart(2, "0");
  return `${WEEKDAYS[Math.floor(minutes / 1_440)]} ${two((minutes % 1_440) / 60)}:${two(minutes % 60)}`;
}

/** When a step is due, whatever its anchor is, for a run that begins then. */
export const dueAt = (step: Step, enrolled: number): number => dueTime(step, enrolled, ZONE);

/** When it is done at the earliest on a channel: messages wait for sending hours, tasks for staff. Holidays are left out. */
export function goesOutAt(config: PracticeConfig, step: Step, channel: StepChannel, enrolled: number): number {
  const due = dueAt(step, enrolled);
  if (channel === "call_task") return nextStaffed({ zone: ZONE, hours: config.hours, holidays: [] }, due) ?? due;
  return keepsHours(channel) ? atNextOpening(config, due) : due;
}

function atNextOpening(config: PracticeConfig, due: number): number {
  const { opens, closes } = sendingHours(config);
  const midnight = Math.floor(due / DAY_MS) * DAY_MS;
  const minutes = (due - midnight) / MINUTE_MS;
  if (minutes < opens) return midnight + opens * MINUTE_MS;
  return minutes < closes ? due : midnight + DAY_MS + opens * MINUTE_MS;
}

/** Whether someone is ever there, and whether someone always is. */
export function staffing({ hours }: PracticeConfig): "never" | "sometimes" | "always" {
  const windows = Object.values(hours).flat();
  if (windows.length === 0) return "never";
  const calendar = { zone: ZONE, hours, holidays: [] };
  const isAlways = ENROLMENTS.every((moment) => nextStaffed(calendar, moment) === moment);
  return isAlways ? "always" : "sometimes";
}
