import type { Condition, StepResult } from "../../contracts/practice.ts";
import type { StepProgress } from "../entities/run.ts";
import { isStaffed } from "../practice-hours/staffed-hours.ts";
import type { PlanFacts } from "./facts.ts";
import { isStepSettled } from "./settled.ts";

/** Whether all that a step asks for holds now. What is not known does not hold. */
export function isMet(when: Condition | undefined, facts: PlanFacts, now: number): boolean {
  if (when === undefined) return true;
  const { lead, calendar } = facts;
  const { score = {}, answers = {}, after } = when;
  return (
    allows(when.status, lead.status) &&
    (when.score === undefined || isBetween(lead.score, score)) &&
    Object.entries(answers).every(([question, wanted]) => allows(wanted, lead.answers?.[question])) &&
    (when.consent ?? []).every((wanted) => lead.consents.some((grant) => grant.class === wanted)) &&
    (when.staffed === undefined || when.staffed === isStaffed(calendar, now)) &&
    (after === undefined || resultsOf(facts, after.step).some((result) => after.was.includes(result))) &&
    allows(when.preferredChannel, lead.preferredChannel) &&
    allows(when.language, lead.language)
  );
}

function allows<T>(wanted: readonly T[] | undefined, value: T | undefined): boolean {
  return wanted === undefined || (value !== undefined && wanted.includes(value));
}

function isBetween(score: number | undefined, { min = 0, max = 100 }: NonNullable<Condition["score"]>): boolean {
  return score !== undefined && score >= min && score <= max;
}

/** How an earlier step came out; nothing while it has something left to do. */
function resultsOf({ cadence, run, lead }: PlanFacts, key: string): StepResult[] {
  const step = cadence.steps.find((other) => other.key === key);
  const progress = run.steps[key];
  if (step === undefined || progress === undefined) return [];
  const repeatable = step.channel === "call_task" || step.firstResponse;
  if (!isStepSettled(step, progress, repeatable ? lead.clocks.startedAt : undefined)) return [];
  return [...handedOver(progress), ...reported(progress)];
}

function handedOver({ state, delivery }: StepProgress): StepResult[] {
  if (state === "skipped" || state === "failed") return [state];
  // Whether an ambiguous one was taken is unknown until something is reported of it.
  return state !== "ambiguous" || delivery !== undefined ? ["out"] : [];
}

function reported({ delivery }: StepProgress): StepResult[] {
  if (delivery === undefined) return [];
  return [delivery === "delivered" ? "delivered" : "undelivered"];
}
