import { nextStaffed } from "../practice-hours/staffed-hours.ts";
import type { LeadStatus, RunOutcome } from "../vocabulary.ts";
import { acknowledgements, isAnswered, withUnansweredAlert } from "./answering.ts";
import { cadenceSteps } from "./cadence-steps.ts";
import { isMet } from "./conditions.ts";
import type { PlanFacts, PlannedAction } from "./facts.ts";
import { handOverReason, handOverSteps } from "./hand-over.ts";
import { nextStep } from "./next-step.ts";
import { openRunAlerts, type PlannedStep } from "./planned-step.ts";
import { staffOnlySteps } from "./staff-only.ts";

/** Plans in one execution before it is renewed: well inside Step Functions' 25,000 history events. */
export const MAX_LOOPS = 1_000;
/** Age at which an execution is renewed, ms: well inside Step Functions' one year. */
export const MAX_GENERATION_AGE_MS = 300 * 86_400_000;
/** Longest single wait, ms. */
export const MAX_WAIT_MS = 30 * 86_400_000;

/** How a run ends when its lead has reached this status; undefined while there is follow-up to do. */
const OUTCOME_OF_STATUS: Record<LeadStatus, RunOutcome | undefined> = {
  unanswered: undefined,
  following_up: undefined,
  nurturing: undefined,
  reactivating: undefined,
  replied: "with_staff",
  contacted: "with_staff",
  with_staff: "with_staff",
  qualified: "with_staff",
  booked: "booked",
  attended: "booked",
  no_show: undefined,
  won: "booked",
  existing_patient: "with_staff",
  disqualified: "lost",
  lost: "lost",
  opted_out: "opted_out",
  stalled: "exhausted",
};

/** What a run does next. Pure: the same facts and time give the same answer, whatever happened before. */
export function planNextAction(facts: PlanFacts, now: number): PlannedAction {
  const { run } = facts;
  const alerts = openRunAlerts(run);
  const ending = endingOf(facts);
  if (ending !== undefined && alerts.length === 0) return { type: "finish", outcome: ending };
  if (run.loops >= MAX_LOOPS || now - run.generationStartedAt >= MAX_GENERATION_AGE_MS) return { type: "renew" };

  const steps = ending === undefined ? [...alerts, ...openSteps(facts, now)] : alerts;
  const next = nextStep(steps, facts, now);
  if (next === undefined) return afterLastStep(facts, now);
  return next.readyAt > now ? waitUntil(next.readyAt, reasonOf(next.step), now) : actionOf(next.step, facts, now);
}

/** A person who replied is waited for until their lead settles otherwise, whatever becomes of the campaign. */
function endingOf({ lead, run: { staffOnlySince }, cancelled = false }: PlanFacts): RunOutcome | undefined {
  if (staffOnlySince === undefined) return OUTCOME_OF_STATUS[lead.status] ?? (cancelled ? "cancelled" : undefined);
  if ((lead.clocks.humanContactAt ?? -1) >= staffOnlySince) return OUTCOME_OF_STATUS[lead.status] ?? "with_staff";
  return lead.status === "replied" ? undefined : OUTCOME_OF_STATUS[lead.status];
}

/** Steps that have something to do; what a newer inquiry asks for comes first. */
function openSteps(facts: PlanFacts, now: number): readonly PlannedStep[] {
  const answered = isAnswered(facts);
  const { staffOnlySince } = facts.run;
  if (staffOnlySince !== undefined) return staffOnlySteps(facts, staffOnlySince, now, answered);
  const handOver = handOverReason(facts.lead);
  if (handOver !== undefined) return handOverSteps(facts, handOver);
  const open = [...acknowledgements(facts, answered), ...cadenceSteps(facts, answered)];
  return withUnansweredAlert(facts, open, answered);
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
  if (does.kind === "alertStaff") return { type: "alertStaff", stepKey, attempt, reason: does.reason };
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
