import { durationMs } from "../../domain/planner/due-time.ts";
import type { StepChannel } from "../../domain/vocabulary.ts";
import type { PracticeConfig, Step } from "../practice.ts";
import type { Check, Mistake } from "./mistake.ts";
import { minutesOf } from "./practice-facts.ts";
import { stepsOf, waysOf } from "./steps.ts";

/** Hours in which a practice may ever allow SMS and calls: those of federal law (47 CFR 64.1200(c)(1)). */
const EARLIEST = "08:00";
const LATEST = "21:00";
/** When the product closes by default, in every state without a narrower rule (docs/quiet-hours.md). */
const DEFAULT_CLOSES = "20:00";
const DAY_MINUTES = 24 * 60;
const MINUTE_MS = 60_000;

/** A practice's own sending hours are hours, inside those of the law. */
export const quietHoursMistakes: Check = ({ compliance: { quietHours } }) => {
  if (quietHours === undefined) return [];
  const path = ["compliance", "quietHours"];
  const { opens, closes } = quietHours;
  if (opens >= closes) return [{ path, message: `is never open: it opens at ${opens} and closes at ${closes}` }];
  const allowed = `expected hours between ${EARLIEST} and ${LATEST}`;
  return [
    ...(opens < EARLIEST ? [{ path: [...path, "opens"], message: `is before the law allows; ${allowed}` }] : []),
    ...(closes > LATEST ? [{ path: [...path, "closes"], message: `is after the law allows; ${allowed}` }] : []),
  ];
};

/** Hours in which SMS and calls go out, minutes of the person's day, where the law of their state is not narrower. */
export function sendingHours({ compliance: { quietHours } }: PracticeConfig): { opens: number; closes: number } {
  return {
    opens: Math.max(minutesOf(EARLIEST), minutesOf(quietHours?.opens ?? EARLIEST)),
    closes: Math.min(minutesOf(DEFAULT_CLOSES), minutesOf(quietHours?.closes ?? DEFAULT_CLOSES)),
  };
}

/** Whether a channel keeps quiet hours. */
export const keepsHours = (channel: StepChannel): boolean => channel === "sms" || channel === "call";

/** Steps with a time of day, and a time that they are worth sending for, in which nothing may ever go out. */
export const neverOpenMistakes: Check = (config) => atClosedHours(config, "never");

/** Steps with a time of day at which nothing goes out, that wait for the next opening. */
export const waitsForOpeningWarnings: Check = (config) => atClosedHours(config, "waits");

function atClosedHours(config: PracticeConfig, wanted: "never" | "waits"): Mistake[] {
  const { opens, closes } = sendingHours(config);
  const hours = `SMS and calls go out from ${timeOfDay(opens)} to ${timeOfDay(closes)}`;
  return stepsOf(config).flatMap((placed): Mistake[] => {
    const { step, path } = placed;
    const isBound = waysOf(placed).some(({ channel }) => keepsHours(channel));
    if (!isBound || step.at === undefined || opens >= closes || fateOf(step, step.at, opens, closes) !== wanted)
      return [];
    const message =
      wanted === "never"
        ? `the window is never open: it is due at ${step.at} and worth sending for ${step.skipIfLaterThan}, and ${hours}`
        : `never goes out at ${step.at}, but at the next opening: ${hours}`;
    return [{ path: [...path, "at"], message }];
  });
}

function fateOf(step: Step, at: string, opens: number, closes: number): "sent" | "waits" | "never" {
  const due = minutesOf(at);
  if (due >= opens && due < closes) return "sent";
  const opening = due < opens ? opens : opens + DAY_MINUTES;
  const worthUntil = due + (durationMs(step.skipIfLaterThan) ?? Number.POSITIVE_INFINITY) / MINUTE_MS;
  return worthUntil <= opening ? "never" : "waits";
}

function timeOfDay(minutes: number): string {
  const two = (part: number) => String(part).padStart(2, "0");
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
