import { OUTCOME_OF_STATUS } from "../lifecycle/run-endings.ts";
import { nextStaffed } from "../practice-hours/staffed-hours.ts";
import type { RunOutcome } from "../vocabulary.ts";
import { acknowledgements, isAnswered, withUnansweredAlert } from "./answering.ts";
import { cadenceSteps } from "./cadence-steps.ts";
import { isMet } from "./conditions.ts";
import type { PlanFacts, PlannedAction } from "./facts.ts";
import { handOverReason, handOverSteps } from "./hand-over.ts";
import { mysterySteps } from "./mystery.ts";
import { nextStep } from "./next-step.ts";
import { withPersonFirst } from "./person-first.ts";
import { openRunAlerts, type PlannedStep } from "./planned-step.ts";
import { slaSteps } from "./sla-steps.ts";
import { staffOnlySteps } from "./staff-only.ts";

/** Plans in one execution before it is renewed: well inside Step Functions' 25,000 history events. */
export const MAX_LOOPS = 1_000;
/** Age at which an execution is renewed, ms: well inside Step Functions' one year. */
export const MAX_GENERATION_AGE_MS = 300 * 86_400_000;
/** Longest single wait, ms. */
export const MAX_WAIT_MS = 30 * 86_400_000;

/** What a run does next. Pure: the same facts and time give the same answer, whatever happened before. */
export function planNextAction(facts: PlanFacts, now: number): PlannedAction {
  const { run } = facts;
  // Nobody is told anything of whom nothing is known any more.
  if (facts.lead.erasedAt !== undefined) return { type: "finish", outcome: "erased" };
  const alerts = facts.lead.mystery === true ? [] : openRunAlerts(run);
  const ending = endingOf(facts, now);
  if (ending !== undefined && alerts.length === 0) return { type: "finish", outcome: ending };
  if (run.loops >= MAX_LOOPS || now - run.generationStartedAt >= MAX_GENERATION_AGE_MS) return { type: "renew" };

  const steps = ending === undefined ? [...alerts, ...openSteps(facts, now)] : alerts;
  const next = nextStep(steps, facts, now);
  if (next === undefined) return afterLastStep(facts, now);
  return next.readyAt > now ? waitUntil(next.readyAt, reasonOf(next.step), now) : actionOf(next.step, facts, now);
}

/** A person who replied is waited for until their lead settles otherwise, whatever becomes of the campaign. */
function endingOf(facts: PlanFacts, now: number): RunOutcome | undefined {
  const { lead, cancelled = false } = facts;
  const { staffOnlySince } = facts.run;
  if (isWatched(facts, now)) return undefined;
  if (staffOnlySince === undefined) return OUTCOME_OF_STATUS[lead.status] ?? (cancelled ? "cancelled" : undefined);
  if ((lead.clocks.humanContactAt ?? -1) >= staffOnlySince) return OUTCOME_OF_STATUS[lead.status] ?? "with_staff";
  return lead.status === "replied" ? undefined : OUTCOME_OF_STATUS[lead.status];
}

/** Whether people to whom the lead was handed over are still held to their target, as for any other lead. */
function isWatched(facts: PlanFacts, now: number): boolean {
  const { lead, run } = facts;
  if (lead.status !== "with_staff" || run.staffOnlySince !== undefined || handOverReason(lead) === undefined)
    return false;
  return watchSteps(facts, now).length > 0;
}

/** Without anybody to escalate to, a lead that was handed over is out of our hands. */
function watchSteps(facts: PlanFacts, now: number): PlannedStep[] {
  return facts.sla.escalation === undefined ? [] : slaSteps(facts, now);
}

/** Steps that have something to do; what a newer inquiry asks for comes first. */
function openSteps(facts: PlanFacts, now: number): readonly PlannedStep[] {
  const answered = isAnswered(facts);
  if (facts.lead.mystery === true) return mysterySteps(facts, answered);
  const { staffOnlySince } = facts.run;
  if (staffOnlySince !== undefined) return staffOnlySteps(facts, staffOnlySince, now, answered);
  const handOver = handOverReason(facts.lead);
  if (handOver !== undefined) return [...handOverSteps(facts, handOver), ...watchSteps(facts, now)];
  const open = withPersonFirst(facts, [...acknowledgements(facts, answered), ...cadenceSteps(facts, answered)]);
  return [...withUnansweredAlert(facts, open, answered), ...slaSteps(facts, now)];
}

function afterLastStep({ lead, run }: PlanFacts, now: number): PlannedAction {
  if (run.staffOnlySince !== undefined) return waitUntil(now + MAX_WAIT_MS, "reply_waiting", now);
  return { type: "finish", outcome: handOverReason(lead) === undefined ? "exhausted" : "with_staff" };
}

function waitUntil(readyAt: number, reason: string, now: number): PlannedAction {
  return { type: "wait", until: new Date(Math.min(readyAt, now + MAX_WAIT_MS)).toISOString(), reason };
}

function reasonOf({ key, progress }: PlannedStep): string {
  if (progress?.state === "claimed") return `${key}: in_flight`;
  const isHeldUp = progress?.state === "deferred" || progress?.state === "retry";
  return `${key}: ${(isHeldUp ? progress.reason : undefined) ?? "due"}`;
}

function actionOf(step: PlannedStep, facts: PlanFacts, now: number): PlannedAction {
  const { does, key: stepKey } = step;
  const attempt = attemptOf(step);
  if (does.kind === "noteBreach") return { type: "breach", stepKey, attempt, inquiry: does.inquiry, dueAt: step.dueAt };
  if (does.kind === "alertStaff") {
    const { kind: type, ...told } = does;
    return { type, stepKey, attempt, ...told };
  }
  const channel = does.kind === "callTask" ? "call_task" : does.channel;
  if (isSkipped(step, facts, now)) return { type: "skip", stepKey, attempt, channel, reason: "condition_not_met" };
  const { calendar } = facts;
  const dueAt = does.kind === "callTask" ? (nextStaffed(calendar, step.dueAt) ?? step.dueAt) : step.dueAt;
  const due = { stepKey, attempt, template: does.template, dueAt, ...staleness(step, dueAt) };
  return does.kind === "callTask" ? { type: "callTask", ...due } : { type: "send", channel: does.channel, ...due };
}

/** A claim whose lease ran out is looked into under its own attempt; everything else that was tried needs a new one. */
function attemptOf({ progress }: PlannedStep): number {
  if (progress === undefined) return 1;
  const isSame = progress.state === "claimed" || progress.state === "deferred";
  return progress.attempt + (isSame ? 0 : 1);
}

/** What may be out already is looked into or repeated, whatever was asked of it before. */
function isSkipped({ when, progress }: PlannedStep, facts: PlanFacts, now: number): boolean {
  if (progress?.state === "claimed" || progress?.state === "ambiguous") return false;
  return when === "never" || !isMet(when, facts, now);
}

/** Waiting for allowed hours does not make a message stale; a stopped deployment does. */
function staleness(step: PlannedStep, dueAt: number): { staleAt?: number } {
  const { worthForMs = Number.POSITIVE_INFINITY, pointlessFrom = Number.POSITIVE_INFINITY, progress } = step;
  const from = Math.max(dueAt, progress?.worthFrom ?? dueAt, step.worthFrom ?? dueAt);
  const staleAt = Math.min(from + worthForMs, pointlessFrom);
  return Number.isFinite(staleAt) ? { staleAt } : {};
}
