import type { Step } from "../../contracts/practice.ts";
import type { Run } from "../entities/run.ts";
import type { Anchor } from "../vocabulary.ts";
import { dueTime, durationMs } from "./due-time.ts";
import type { PlanFacts } from "./facts.ts";
import { formOf } from "./fallback.ts";
import type { PlannedStep } from "./planned-step.ts";
import { isSettled } from "./settled.ts";

/** Steps of the cadence that still have something to do, in its order. */
export function cadenceSteps(facts: PlanFacts, answered: boolean): PlannedStep[] {
  const { lead, run, cadence, calendar } = facts;
  const zone = lead.reach.zones[0] ?? calendar.zone;
  const { startedAt, firstResponseFailedAt } = lead.clocks;
  const planned: PlannedStep[] = [];
  for (const step of cadence.steps) {
    const { key, when } = step;
    const progress = run.steps[key];
    const { channel, template, turning } = formOf(step, progress);
    const answers = step.firstResponse && channel !== "call_task" && !answered;
    const anchor = anchorOf(run, step.anchor);
    const repeatableSince = channel === "call_task" || answers ? startedAt : undefined;
    if (!turning && isSettled(progress, repeatableSince)) continue;
    planned.push({
      key,
      does: channel === "call_task" ? { kind: "callTask", template } : { kind: "send", channel, template },
      ...(anchor === undefined ? { dueAt: run.enrolledAt } : timesOf(step, anchor, zone)),
      // What stands in for a first response that did not arrive is as fresh as the news of that.
      worthFrom: answers ? firstResponseFailedAt : undefined,
      firstResponse: answers,
      when: anchor === undefined ? "never" : when,
      progress,
    });
  }
  return planned;
}

function timesOf(
  step: Step,
  anchor: number,
  zone: string,
): Pick<PlannedStep, "dueAt" | "worthForMs" | "pointlessFrom"> {
  const isBefore = durationMs(step.offset) < 0;
  return {
    dueAt: dueTime(step, anchor, zone),
    worthForMs: durationMs(step.skipIfLaterThan),
    pointlessFrom: isBefore ? anchor : undefined,
  };
}

/** Steps of configurations from before there were other anchors count from the enrolment. */
function anchorOf({ enrolledAt, anchors }: Run, anchor: Anchor | undefined = "enrolledAt"): number | undefined {
  return anchor === "enrolledAt" ? enrolledAt : anchors?.[anchor];
}
