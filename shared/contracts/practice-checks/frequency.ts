import type { StepChannel } from "../../domain/vocabulary.ts";
import type { PracticeConfig } from "../practice.ts";
import { mayBothHold } from "./conditions.ts";
import { ENROLMENTS, goesOutAt, momentInWords } from "./enrolments.ts";
import type { Check, Mistake } from "./mistake.ts";
import { cadencesOf, type PlacedStep, stepsOf, waysOf } from "./steps.ts";

const DAY_MS = 86_400_000;
/** The sliding windows that the send gate counts in. */
const WINDOWS = [
  { cap: "day", ms: DAY_MS, words: "24 hours" },
  { cap: "week", ms: 7 * DAY_MS, words: "7 days" },
] as const;

/** Whom a cap protects, and the channels that count. */
const PROTECTED = [
  { cap: "perContactPoint", whom: "one phone number", channels: ["sms", "call", "call_task"] },
  { cap: "perContactPoint", whom: "one email address", channels: ["email"] },
  { cap: "perPerson", whom: "one person", channels: ["sms", "call", "call_task", "email"] },
] as const;

/**
 * Cadences that ask for more touches than the caps allow, for a lead that comes in at the worst moment of a week, is in the practice's zone
 * and can be reached in every way. Holidays and changes of clocks may add to it; the send gate then defers.
 */
export const frequencyMistakes: Check = (config) =>
  cadencesOf(config).flatMap(({ cadence, path }) => {
    const steps = stepsOf(config).filter((placed) => placed.cadence === cadence);
    const conflicts = conflictsAmong(steps);
    return PROTECTED.flatMap(({ cap, whom, channels }) => {
      const caps = config.compliance.caps[cap];
      const ways = waysOn(steps, channels);
      if (ways.length <= Math.min(caps.day, caps.week)) return [];
      const counted = ways.map(({ placed, channel }) => touchOf(config, placed, channel));
      return WINDOWS.flatMap((window): Mistake[] => {
        const allowed = caps[window.cap];
        const worst = busiest(counted, conflicts, window.ms);
        if (worst === undefined || worst.touches.length <= allowed) return [];
        const last = worst.touches.at(-1)?.placed;
        const keys = worst.touches.map(({ placed }) => placed.step.key).join(", ");
        const message =
          `makes ${worst.touches.length} touches to ${whom} within ${window.words} for a lead of ${momentInWords(worst.enrolled)} ` +
          `(${keys}); compliance.caps.${cap}.${window.cap} allows ${allowed}`;
        return [{ path: last?.path ?? path, message }];
      });
    });
  });

interface Touch {
  readonly placed: PlacedStep;
  /** When it goes out, for each moment at which a run may begin. */
  readonly at: readonly number[];
}

/** The steps that may use one of the channels, by themselves or by their fallback. */
function waysOn(steps: readonly PlacedStep[], channels: readonly StepChannel[]) {
  return steps.flatMap((placed) => {
    const way = waysOf(placed).find(({ channel }) => channels.includes(channel));
    return way === undefined ? [] : [{ placed, channel: way.channel }];
  });
}

function touchOf(config: PracticeConfig, placed: PlacedStep, channel: StepChannel): Touch {
  return { placed, at: ENROLMENTS.map((moment) => goesOutAt(config, placed.step, channel, moment)) };
}

type Conflicts = ReadonlyMap<PlacedStep, ReadonlySet<PlacedStep>>;

/** For each step, those that no lead gets besides it. */
function conflictsAmong(steps: readonly PlacedStep[]): Conflicts {
  return new Map(
    steps.map((one) => [one, new Set(steps.filter((other) => other !== one && !mayBothHold(one.step, other.step)))]),
  );
}

/** The most touches that one lead gets within a window of this length, in the order in which they go out. */
function busiest(touches: readonly Touch[], conflicts: Conflicts, length: number) {
  let worst: { enrolled: number; touches: Touch[] } | undefined;
  for (const [moment, enrolled] of ENROLMENTS.entries()) {
    const at = (touch: Touch) => touch.at[moment] ?? 0;
    const inOrder = [...touches].sort((a, b) => at(a) - at(b));
    for (const [index, first] of inOrder.entries()) {
      const within = inOrder.slice(index).filter((touch) => at(touch) < at(first) + length);
      if (within.length <= (worst?.touches.length ?? 0)) continue;
      const together = mostTogether(within, conflicts);
      if (together.length > (worst?.touches.length ?? 0)) worst = { enrolled, touches: together };
    }
  }
  return worst;
}

/** The largest part of these touches that one lead may get all of. */
function mostTogether(touches: readonly Touch[], conflicts: Conflicts): Touch[] {
  const isApart = (one: Touch, other: Touch) => conflicts.get(one.placed)?.has(other.placed) === true;
  const index = touches.findIndex((one) => touches.some((other) => isApart(one, other)));
  const disputed = touches[index];
  if (disputed === undefined) return [...touches];
  const without = mostTogether(
    touches.filter((touch) => touch !== disputed),
    conflicts,
  );
  const withIt = mostTogether(
    touches.filter((touch) => !isApart(touch, disputed)),
    conflicts,
  );
  return withIt.length >= without.length ? withIt : without;
}
