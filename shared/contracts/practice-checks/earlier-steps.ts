import type { Condition } from "../practice.ts";
import { dueAt, ENROLMENTS } from "./enrolments.ts";
import type { Mistake, Path } from "./mistake.ts";
import type { PlacedStep } from "./steps.ts";

/** Conditions on an earlier step that is none, or that cannot come out in that way. */
export function afterMistakes({ cadence, step, index }: PlacedStep, { after }: Condition, path: Path): Mistake[] {
  if (after === undefined) return [];
  const earlierIndex = cadence.steps.findIndex(({ key }) => key === after.step);
  const earlier = cadence.steps[earlierIndex];
  const about = (message: string) => [{ path: [...path, "step"], message }];
  if (earlier === undefined) return about(`there is no step "${after.step}" in this cadence; expected an earlier one`);
  if (earlierIndex === index) return about("is the step itself; expected an earlier one");
  const isFirst = ENROLMENTS.some((moment) => {
    const before = dueAt(earlier, moment) - dueAt(step, moment);
    return before < 0 || (before === 0 && earlierIndex < index);
  });
  if (!isFirst) return about(`"${after.step}" is never due before this step; expected an earlier one`);
  if (earlier.channel !== "call_task" || earlier.fallback !== undefined) return [];
  return after.was.flatMap((result, at) =>
    result === "delivered" || result === "undelivered"
      ? [{ path: [...path, "was", at], message: `a call task is never ${result}; expected out, skipped or failed` }]
      : [],
  );
}
