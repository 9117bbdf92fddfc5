import type { Step } from "../../contracts/practice.ts";
import type { StepProgress } from "../entities/run.ts";
import { nextStaffed } from "../practice-hours/staffed-hours.ts";
import type { AlertReason, TouchChannel } from "../vocabulary.ts";
import { dueTime, durationMs } from "./due-time.ts";
import type { PlanFacts } from "./facts.ts";

/** A step of the run with its times worked out: from the cadence, or made for a second inquiry or an alert. */
export interface PlannedStep {
  readonly key: string;
  readonly does:
    | { readonly kind: "send"; readonly channel: TouchChannel; readonly template: string }
    | { readonly kind: "callTask"; readonly template: string }
    | { readonly kind: "alertStaff"; readonly reason: AlertReason };
  readonly dueAt: number;
  /** How long after it was due it is still worth doing, ms. */
  readonly worthForMs?: number | undefined;
  /** May serve as the first response. */
  readonly firstResponse: boolean;
  readonly progress: StepProgress | undefined;
}

/** The lead has had its first response (in shadow mode: would have had it). */
export function isAnswered({ lead, run, cadence }: PlanFacts): boolean {
  const shadowed = cadence.steps.some((step) => step.firstResponse && run.steps[step.key]?.state === "shadowed");
  return lead.clocks.firstResponseAt !== undefined || shadowed;
}

/** Steps that still have something to do, in the order of the cadence; what a newer inquiry asks for comes first. */
export function openSteps(facts: PlanFacts): PlannedStep[] {
  return [...acknowledgements(facts), ...cadenceSteps(facts)];
}

/** An alert to staff as a step of its own, outside the cadence; undefined once it is settled. */
export function openAlert(
  { run }: PlanFacts,
  key: string,
  reason: AlertReason,
  dueAt: number,
): PlannedStep | undefined {
  const progress = run.steps[key];
  if (isSettled(progress, true)) return undefined;
  return { key, does: { kind: "alertStaff", reason }, dueAt, firstResponse: false, progress };
}

function cadenceSteps(facts: PlanFacts): PlannedStep[] {
  const { lead, run, cadence, calendar } = facts;
  const zone = lead.reach.zones[0] ?? calendar.zone;
  const answered = isAnswered(facts);
  const isOpen = ({ key, channel, firstResponse }: Step) =>
    !isSettled(run.steps[key], channel === "call_task" || (firstResponse && !answered));

  return cadence.steps.filter(isOpen).map(({ key, channel, template, firstResponse, ...step }): PlannedStep => {
    const due = dueTime(step, run.enrolledAt, zone);
    const common = { key, worthForMs: durationMs(step.skipIfLaterThan), firstResponse, progress: run.steps[key] };
    // A task for people is due when people are there.
    if (channel === "call_task")
      return { ...common, does: { kind: "callTask", template }, dueAt: nextStaffed(calendar, due) ?? due };
    return { ...common, does: { kind: "send", channel, template }, dueAt: due };
  });
}

/** A later inquiry is acknowledged on one channel and alerts staff, within the same run (DESIGN §4). */
function acknowledgements(facts: PlanFacts): PlannedStep[] {
  const { lead, run, cadence } = facts;
  if (lead.inquiries < 2) return [];
  const dueAt = lead.clocks.startedAt;
  const message = (channel: "sms" | "email"): PlannedStep[] => {
    const key = `inquiry-${lead.inquiries}-${channel}`;
    const template = cadence.acknowledgement[channel];
    const progress = run.steps[key];
    if (template === undefined || isAnswered(facts) || isSettled(progress, true)) return [];
    return [{ key, does: { kind: "send", channel, template }, dueAt, firstResponse: true, progress }];
  };
  const alert = openAlert(facts, `inquiry-${lead.inquiries}-alert`, "inquired_again", dueAt);
  return [...message("sms"), ...message("email"), ...(alert === undefined ? [] : [alert])];
}

/**
 * Nothing more is to be done. `repeatable`: better twice than never, so one unknown outcome is tried again; true of first
 * responses and of what goes to staff, and of no later touch (DESIGN §3).
 */
function isSettled(progress: StepProgress | undefined, repeatable: boolean): boolean {
  switch (progress?.state) {
    case undefined:
    case "claimed":
    case "deferred":
    case "retry":
      return false;
    case "ambiguous":
      return !(repeatable && progress.ambiguous === 1);
    default:
      return true;
  }
}
