import { durationMs } from "../../domain/planner/due-time.ts";
import type { Anchor, RunPurpose } from "../../domain/vocabulary.ts";
import { type Check, listed, type Mistake, type Path, repeated } from "./mistake.ts";
import { cadencesOf, type PlacedStep, stepsOf } from "./steps.ts";

/** How the planner names the steps that it adds to a cadence. */
const RESERVED_PREFIXES = ["inquiry-", "unanswered-", "staff-", "alert-", "sla-"];
/** Longest offset and longest time that a step may be late: a cadence of more than a year is a slip of the pen. */
const MAX_DAYS = 366;
const DAY_MS = 86_400_000;

/** What runs of a purpose know the moment of. */
const ANCHORS: Readonly<Record<RunPurpose, readonly Anchor[]>> = {
  "new-lead": ["enrolledAt"],
  nurture: ["enrolledAt", "treatmentCompletedAt"],
  "quiet-after-reply": ["enrolledAt"],
  "no-show": ["enrolledAt", "appointmentAt"],
  reactivation: ["enrolledAt"],
};

/** Steps have names of their own, that the planner does not give to others. */
export const stepKeyMistakes: Check = (config) => [
  ...cadencesOf(config).flatMap(({ cadence, path }) =>
    repeated(
      cadence.steps.map(({ key }) => key),
      (index) => [...path, "steps", index, "key"],
    ),
  ),
  ...stepsOf(config).flatMap(({ step, path }) => {
    const prefix = RESERVED_PREFIXES.find((one) => step.key.startsWith(one));
    if (prefix === undefined) return [];
    return [{ path: [...path, "key"], message: `"${prefix}" begins the names of added steps; choose another` }];
  }),
];

/** Offsets are from a moment that the run knows, to one after it began, and not too long. */
export const stepTimeMistakes: Check = (config) => stepsOf(config).flatMap((placed) => timesOf(placed));

function timesOf({ purpose, step, path }: PlacedStep): Mistake[] {
  const tooLong = (["offset", "skipIfLaterThan"] as const)
    .filter((field) => Math.abs(durationMs(step[field]) ?? 0) > MAX_DAYS * DAY_MS)
    .map((field) => ({ path: [...path, field], message: `is more than ${MAX_DAYS} days; expected at most that` }));
  return [...tooLong, ...anchorMistakes(purpose, step.anchor, path), ...tooEarly(step.anchor, step.offset, path)];
}

function anchorMistakes(purpose: RunPurpose, anchor: Anchor, path: Path): Mistake[] {
  const known = ANCHORS[purpose];
  if (known.includes(anchor)) return [];
  const message = `a ${purpose} run has no ${anchor}; expected ${listed(known, "or")}`;
  return [{ path: [...path, "anchor"], message }];
}

function tooEarly(anchor: Anchor, offset: string, path: Path): Mistake[] {
  if (anchor !== "enrolledAt" || durationMs(offset) >= 0) return [];
  return [{ path: [...path, "offset"], message: "lies before the run begins; expected a time after enrolledAt" }];
}

/** What follows a cadence exists, is another one, and counts from nothing but its own start. */
export const followedByMistakes: Check = (config) => {
  const { cadences } = config;
  const placed = cadencesOf(config).filter(({ cadence }) => cadence.followedBy !== undefined);
  const followed = placed.map(({ purpose }) => purpose);
  const missing = placed.flatMap(({ purpose, path: where }): Mistake[] => {
    const path = [...where, "followedBy"];
    if (purpose === "nurture") return [{ path, message: "would follow itself without end; remove it" }];
    if (cadences.nurture !== undefined) return [];
    return [{ path, message: "there is no nurture cadence; add one, or remove this" }];
  });
  const before = [...new Set(followed)].filter((purpose) => purpose !== "nurture");
  if (before.length === 0) return missing;
  const unknown = (cadences.nurture?.steps ?? []).flatMap(({ anchor }, index): Mistake[] => {
    if (anchor === "enrolledAt") return [];
    const message = `a nurture run that follows ${listed(before, "or")} has no ${anchor}; expected enrolledAt`;
    return [{ path: ["cadences", "nurture", "steps", index, "anchor"], message }];
  });
  return [...missing, ...unknown];
};

/** Steps that are due before an appointment which a no-show run begins after. */
export const beforeAppointmentWarnings: Check = (config) =>
  stepsOf(config)
    .filter(
      ({ purpose, step }) => purpose === "no-show" && step.anchor === "appointmentAt" && durationMs(step.offset) < 0,
    )
    .map(({ path }) => ({
      path: [...path, "offset"],
      message: "lies before an appointment that is over when a no-show is known; it is due at once, or stale",
    }));
