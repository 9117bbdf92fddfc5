import type { LeadStatus, RunPurpose, StepChannel } from "../../domain/vocabulary.ts";
import type { Condition, PracticeConfig } from "../practice.ts";
import { answerMistakes } from "./answers.ts";
import { afterMistakes } from "./earlier-steps.ts";
import { staffing } from "./enrolments.ts";
import { type Check, listed, type Mistake, type Path } from "./mistake.ts";
import { scoreMistakes } from "./scores.ts";
import { type PlacedStep, stepsOf } from "./steps.ts";

/** What the lead of a run may be while the run has touches to make; every other status ends them. */
const STATUSES: Readonly<Record<RunPurpose, readonly LeadStatus[]>> = {
  "new-lead": ["unanswered", "following_up"],
  nurture: ["nurturing"],
  "quiet-after-reply": ["following_up"],
  "no-show": ["following_up", "no_show"],
  reactivation: ["reactivating"],
};

/** Steps that can never be reached, since a part of their condition can never hold. */
export const conditionMistakes: Check = (config) => {
  const staffed = staffing(config);
  return stepsOf(config).flatMap((placed) => {
    const { when } = placed.step;
    if (when === undefined) return [];
    const path = [...placed.path, "when"];
    return [
      ...statusMistakes(placed.purpose, when, path),
      ...scoreMistakes(config, when.score, [...path, "score"]),
      ...answerMistakes(config, when.answers ?? {}, [...path, "answers"]),
      ...staffedMistakes(staffed, placed.step.channel, when, path),
      ...afterMistakes(placed, when, [...path, "after"]),
      ...languageMistakes(config, when, path),
    ];
  });
};

function statusMistakes(purpose: RunPurpose, { status = [] }: Condition, path: Path): Mistake[] {
  const possible = STATUSES[purpose];
  return status.flatMap((wanted, index) => {
    if (possible.includes(wanted)) return [];
    const message = `the lead of a ${purpose} run is never ${wanted} when a step is due; expected ${listed(possible, "or")}`;
    return [{ path: [...path, "status", index], message }];
  });
}

function staffedMistakes(
  staffed: ReturnType<typeof staffing>,
  channel: StepChannel,
  when: Condition,
  path: Path,
): Mistake[] {
  const mistake = (message: string) => [{ path: [...path, "staffed"], message }];
  if (when.staffed === true && staffed === "never") return mistake("never holds: the practice has no staffed hours");
  if (when.staffed === false && staffed === "always") return mistake("never holds: somebody is always there");
  if (when.staffed === false && channel === "call_task" && staffed !== "never") {
    return mistake("never holds: a call task is due when staff are there");
  }
  return [];
}

function languageMistakes({ languages }: PracticeConfig, { language = [] }: Condition, path: Path): Mistake[] {
  return language.flatMap((wanted, index) =>
    languages.includes(wanted)
      ? []
      : [
          {
            path: [...path, "language", index],
            message: `the practice does not write in ${wanted}; it writes in ${listed(languages)}`,
          },
        ],
  );
}

/** Whether two conditions may both hold for one lead. */
export function mayBothHold(one: PlacedStep["step"], other: PlacedStep["step"]): boolean {
  const [a = {}, b = {}] = [one.when, other.when];
  return (
    overlap(a.status, b.status) &&
    overlap(a.language, b.language) &&
    overlap(a.preferredChannel, b.preferredChannel) &&
    Object.entries(a.answers ?? {}).every(([question, wanted]) => overlap(wanted, b.answers?.[question])) &&
    Math.max(a.score?.min ?? 0, b.score?.min ?? 0) <= Math.min(a.score?.max ?? 100, b.score?.max ?? 100) &&
    mayFollow(one, other) &&
    mayFollow(other, one)
  );
}

function overlap<T>(one: readonly T[] | undefined, other: readonly T[] | undefined): boolean {
  return one === undefined || other === undefined || one.some((value) => other.includes(value));
}

/** A step that is for those whom an earlier one did not reach does not add to it. */
function mayFollow({ when }: PlacedStep["step"], earlier: PlacedStep["step"]): boolean {
  if (when?.after === undefined) return true;
  const was = when.after.was;
  if (earlier.when?.after?.step === when.after.step) return overlap(widened(was), widened(earlier.when.after.was));
  return when.after.step !== earlier.key || was.some((result) => result !== "skipped" && result !== "failed");
}

/** What was delivered or was not, was handed over. */
function widened(was: NonNullable<Condition["after"]>["was"]): string[] {
  return was.includes("out") ? [...was, "delivered", "undelivered"] : was;
}
