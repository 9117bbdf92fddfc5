import type { AlertReason, LeadStatus, RunOutcome } from "../vocabulary.ts";
import type { PlanFacts, PlannedAction } from "./facts.ts";
import { isAnswered, openAlert, openSteps, type PlannedStep, unansweredKey } from "./open-steps.ts";

/** Plans in one execution before it is renewed: well inside Step Functions' 25,000 history events. */
export const MAX_LOOPS = 1_000;
/** Age at which an execution is renewed, ms: well inside Step Functions' one year. */
export const MAX_GENERATION_AGE_MS = 300 * 86_400_000;
/** Revived this often without getting on, an unanswered lead goes to a person; about seven minutes. */
export const STUCK_AFTER_REVIVALS = 2;
/** Longest single wait, ms. */
export const MAX_WAIT_MS = 30 * 86_400_000;

/** How a run ends when its lead has reached this status; undefined while there is follow-up to do. */
const OUTCOME_OF_STATUS: Record<LeadStatus, RunOutcome | undefined> = {
  unanswered: undefined,
  following_up: undefined,
  replied: "with_staff",
  contacted: "with_staff",
  with_staff: "with_staff",
  booked: "booked",
  lost: "lost",
  opted_out: "opted_out",
  stalled: "exhausted",
};

/** What a run does next. Pure: the same facts and time give the same answer, whatever happened before. */
export function planNextAction(facts: PlanFacts, now: number): PlannedAction {
  const { lead, run } = facts;
  const outcome = OUTCOME_OF_STATUS[lead.status];
  if (outcome !== undefined) return { type: "finish", outcome };
  if (run.loops >= MAX_LOOPS || now - run.generationStartedAt >= MAX_GENERATION_AGE_MS) return { type: "renew" };

  const handOver = handOverReason(facts);
  const steps = handOver === undefined ? followUpSteps(facts, now) : handOverSteps(facts, handOver);
  const next = earliest(steps, facts, now);
  if (next === undefined) return { type: "finish", outcome: handOver === undefined ? "exhausted" : "with_staff" };
  return next.readyAt > now ? waitUntil(next.readyAt, next.step, now) : actionOf(next.step);
}

/** Leads that only people may work. */
function handOverReason({ lead }: PlanFacts): AlertReason | undefined {
  if (lead.relationship === "existing") return "existing_patient";
  if (lead.flags.includes("suppressed_person")) return "suppressed_person";
  return undefined;
}

function handOverSteps(facts: PlanFacts, reason: AlertReason): PlannedStep[] {
  const alert = openAlert(facts, `staff-${reason.replaceAll("_", "-")}-${facts.lead.inquiries}`, reason);
  return alert === undefined ? [] : [alert];
}

/** The open steps; while the pipeline cannot answer the lead, also the alert that tells a person why. */
function followUpSteps(facts: PlanFacts, now: number): PlannedStep[] {
  const { lead, run } = facts;
  const open = openSteps(facts, now);
  const stuck = run.revivals >= STUCK_AFTER_REVIVALS;
  const answerable = isAnswered(facts) || (!stuck && open.some((step) => step.firstResponse));
  if (lead.status !== "unanswered" || answerable) return open;
  const tried = Object.values(run.steps).some(({ state }) => state === "failed" || state === "ambiguous");
  const reason = tried || stuck ? "first_response_failed" : "no_automated_channel";
  const alert = openAlert(facts, unansweredKey(lead), reason);
  return alert === undefined ? open : [alert, ...open];
}

interface Ready {
  readonly step: PlannedStep;
  readonly readyAt: number;
}

/** The step to act on or to wait for next. A run that does not get on tries another of those that are ready each time. */
function earliest(steps: readonly PlannedStep[], facts: PlanFacts, now: number): Ready | undefined {
  const answered = isAnswered(facts);
  // While one first response is being handed over, the next must not overtake it.
  const inFlight = steps.some(({ firstResponse, progress }) => firstResponse && progress?.state === "claimed");
  const inOrder = steps
    .map((step): Ready => {
      const urgent = step.does.kind === "alertStaff" || (step.firstResponse && !answered && !inFlight);
      return { step, readyAt: readyTime(step, urgent, now) };
    })
    .sort((a, b) => a.readyAt - b.readyAt);
  const ready = inOrder.filter(({ readyAt }) => readyAt <= now);
  const turn = Math.max(0, facts.run.revivals - STUCK_AFTER_REVIVALS);
  return ready[turn % ready.length] ?? inOrder[0];
}

/** When a step may be acted on; one that is pulled forward goes before everything else, however overdue that is. */
function readyTime({ progress, dueAt, notBefore = dueAt }: PlannedStep, pulledForward: boolean, now: number): number {
  switch (progress?.state) {
    case "claimed":
      return progress.leaseUntil ?? now;
    case "deferred":
    case "retry":
      return progress.notBefore ?? now;
    case "ambiguous":
      return pulledForward ? 0 : progress.at;
    default:
      return pulledForward ? 0 : notBefore;
  }
}

function waitUntil(readyAt: number, step: PlannedStep, now: number): PlannedAction {
  const { progress } = step;
  const why = progress?.state === "claimed" ? "in_flight" : (progress?.reason ?? "due");
  return {
    type: "wait",
    until: new Date(Math.min(readyAt, now + MAX_WAIT_MS)).toISOString(),
    reason: `${step.key}: ${why}`,
  };
}

function actionOf(step: PlannedStep): PlannedAction {
  const { progress, does, key, dueAt, worthForMs } = step;
  // A claim whose lease ran out is looked into under its own attempt; everything else that was tried needs a new one.
  const fresh = progress !== undefined && progress.state !== "claimed" && progress.state !== "deferred";
  const attempt = progress === undefined ? 1 : progress.attempt + (fresh ? 1 : 0);
  if (does.kind === "alertStaff") return { type: "alertStaff", stepKey: key, attempt, reason: does.reason };
  // Waiting for allowed hours does not make a message stale; a stopped deployment does.
  const from = Math.max(dueAt, progress?.worthFrom ?? dueAt);
  const due = {
    stepKey: key,
    attempt,
    template: does.template,
    dueAt,
    ...(worthForMs === undefined ? {} : { staleAt: from + worthForMs }),
  };
  return does.kind === "callTask" ? { type: "callTask", ...due } : { type: "send", channel: does.channel, ...due };
}
