import { nextStaffed } from "../practice-hours/staffed-hours.ts";
import { STUCK_AFTER_REVIVALS } from "./answering.ts";
import type { PlanFacts } from "./facts.ts";
import type { PlannedStep } from "./planned-step.ts";

/** A step and when it may be acted on, ms. */
export interface Ready {
  readonly step: PlannedStep;
  readonly readyAt: number;
}

/** The step to act on or to wait for next. A run that does not get on tries another of those that are ready each time. */
export function nextStep(steps: readonly PlannedStep[], facts: PlanFacts, now: number): Ready | undefined {
  // While one first response is being handed over, the next must not overtake it.
  const inFlight = steps.some(({ firstResponse, progress }) => firstResponse && progress?.state === "claimed");
  const ready: Ready[] = [];
  let later: Ready | undefined;
  for (const step of steps) {
    const urgent = isForStaff(step) ? step.dueAt <= now : step.firstResponse && !inFlight;
    const earliest = readyTime(step, urgent, now);
    // Staffed hours, which cost more, are looked up only for what may be next.
    if (earliest > now && later !== undefined && earliest >= later.readyAt) continue;
    const readyAt = isWaitingForStaff(step, urgent) ? staffedTime(facts, earliest, now) : earliest;
    if (readyAt <= now) ready.push({ step, readyAt });
    else if (later === undefined || readyAt < later.readyAt) later = { step, readyAt };
  }
  ready.sort((a, b) => a.readyAt - b.readyAt);
  const turn = Math.max(0, facts.run.revivals - STUCK_AFTER_REVIVALS);
  return ready[turn % ready.length] ?? later;
}

/** What is told or noted at its moment, and before everything else. */
function isForStaff({ does }: PlannedStep): boolean {
  return does.kind === "alertStaff" || does.kind === "noteBreach";
}

/** When a step may be acted on; one that is pulled forward goes before everything else, however overdue that is. */
function readyTime({ progress, dueAt, heldUntil = 0 }: PlannedStep, pulledForward: boolean, now: number): number {
  switch (progress?.state) {
    case "claimed":
      return progress.leaseUntil ?? now;
    case "deferred":
    case "retry":
      return progress.notBefore ?? now;
    case "ambiguous":
      return pulledForward ? 0 : progress.at;
    default:
      if (heldUntil > now) return heldUntil;
      return pulledForward ? 0 : dueAt;
  }
}

/** A task for people is due, and overdue, when people are there. */
function isWaitingForStaff({ does, progress }: PlannedStep, urgent: boolean): boolean {
  const untried = progress === undefined || ["sent", "skipped", "failed"].includes(progress.state);
  return does.kind === "callTask" && untried && !urgent;
}

function staffedTime({ calendar }: PlanFacts, dueAt: number, now: number): number {
  const staffedAt = nextStaffed(calendar, dueAt) ?? dueAt;
  return staffedAt < now ? (nextStaffed(calendar, now) ?? now) : staffedAt;
}
