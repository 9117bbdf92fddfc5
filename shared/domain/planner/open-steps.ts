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
  /** When it may be done at the earliest, if that is later than when it is due. */
  readonly notBefore?: number;
  /** How long after it was due it is still worth doing, ms. */
  readonly worthForMs?: number | undefined;
  /** May serve as the first response. */
  readonly firstResponse: boolean;
  readonly progress: StepProgress | undefined;
}

/** The lead has had its first response since its clock started (in shadow mode: would have had it). */
export function isAnswered({ lead, run }: PlanFacts): boolean {
  const { startedAt, firstResponseAt } = lead.clocks;
  const shadowed = Object.values(run.steps).some(
    ({ state, channel, at }) => state === "shadowed" && channel !== "call_task" && at >= startedAt,
  );
  return firstResponseAt !== undefined || shadowed;
}

/** Steps that still have something to do, in the order of the cadence; what a newer inquiry asks for comes first. */
export function openSteps(facts: PlanFacts, now: number): PlannedStep[] {
  return [...acknowledgements(facts), ...cadenceSteps(facts, now)];
}

/** An alert to staff as a step of its own, outside the cadence; undefined once it is settled. */
export function openAlert({ lead, run }: PlanFacts, key: string, reason: AlertReason): PlannedStep | undefined {
  const progress = run.steps[key];
  const dueAt = lead.clocks.startedAt;
  if (isSettled(progress, { repeatableSince: dueAt })) return undefined;
  return { key, does: { kind: "alertStaff", reason }, dueAt, firstResponse: false, progress };
}

function cadenceSteps(facts: PlanFacts, now: number): PlannedStep[] {
  const { lead, run, cadence, calendar } = facts;
  const zone = lead.reach.zones[0] ?? calendar.zone;
  const answered = isAnswered(facts);
  const { startedAt } = lead.clocks;
  const isOpen = ({ key, channel, firstResponse }: Step) => {
    const repeatable = channel === "call_task" || (firstResponse && !answered);
    return !isSettled(run.steps[key], repeatable ? { repeatableSince: startedAt } : {});
  };

  return cadence.steps.filter(isOpen).map(({ key, channel, template, firstResponse, ...step }): PlannedStep => {
    const due = dueTime(step, run.enrolledAt, zone);
    const common = { key, worthForMs: durationMs(step.skipIfLaterThan), firstResponse, progress: run.steps[key] };
    // A task for people is due, and overdue, when people are there.
    if (channel === "call_task") {
      const dueAt = nextStaffed(calendar, due) ?? due;
      const notBefore = dueAt < now ? (nextStaffed(calendar, now) ?? now) : dueAt;
      return { ...common, does: { kind: "callTask", template }, dueAt, notBefore };
    }
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
    if (template === undefined || isAnswered(facts) || isSettled(progress, { repeatableSince: dueAt })) return [];
    return [{ key, does: { kind: "send", channel, template }, dueAt, firstResponse: true, progress }];
  };
  // Staff who were told that it could not be answered know that it is there.
  const told = run.steps[unansweredKey(lead)] !== undefined;
  const alert = told ? undefined : openAlert(facts, `inquiry-${lead.inquiries}-alert`, "inquired_again");
  return [...message("sms"), ...message("email"), ...(alert === undefined ? [] : [alert])];
}

/** The step that tells staff of an inquiry that the pipeline could not answer. */
export function unansweredKey({ inquiries }: PlanFacts["lead"]): string {
  return `unanswered-${inquiries}`;
}

/**
 * Nothing more is to be done. Better twice than never holds for first responses and for what goes to staff, and for no later
 * touch (DESIGN §3): one unknown outcome of theirs, since the lead's clock started, is tried again.
 */
function isSettled(progress: StepProgress | undefined, { repeatableSince }: { repeatableSince?: number }): boolean {
  switch (progress?.state) {
    case undefined:
    case "claimed":
    case "deferred":
    case "retry":
      return false;
    case "ambiguous":
      return repeatableSince === undefined || progress.ambiguous > 1 || progress.at < repeatableSince;
    default:
      return true;
  }
}
