import type { EventDraft } from "../contracts/append-events.ts";
import { cadenceOf, type PracticeConfig } from "../contracts/practice.ts";
import type { Action } from "../contracts/workflow.ts";
import type { Desk } from "../domain/desk/on-duty.ts";
import type { Lead } from "../domain/entities/lead.ts";
import type { Run } from "../domain/entities/run.ts";
import { touchIdOf } from "../domain/ids.ts";
import type { BreachAction, PlanFacts, PlannedAction, SkipAction, UnattemptedAction } from "../domain/planner/facts.ts";
import { planNextAction } from "../domain/planner/plan-next-action.ts";

/** Steps skipped in one commit, at most; each is an event, and a transaction takes 100 items. */
const MAX_SKIPS = 50;
/** Why a step is settled that only had to be noted. */
const NOTED = "noted";

/** What a run does next, after what comes before it and is settled without an attempt. */
export interface PlanWithSkips {
  /** The run with the progress of what was skipped or noted, under the version that was read. */
  readonly run: Run;
  /** The events of what was skipped or noted; to be committed with the run. */
  readonly skipped: readonly EventDraft[];
  /** `plan` when there was too much to settle at once. */
  readonly action: Exclude<PlannedAction, UnattemptedAction> | Extract<Action, { type: "plan" }>;
}

/** What a plan needs to know besides the lead, its run and the configuration that the run started with. */
export interface PlanContext {
  readonly now: number;
  /** Who works for the practice now: of its current configuration. */
  readonly desk: Desk;
  /** The campaign of the run was cancelled. @default false */
  readonly cancelled?: boolean;
}

/** Plans until there is something to do, wait for or end. */
export function planSettlingSkips(lead: Lead, run: Run, config: PracticeConfig, context: PlanContext): PlanWithSkips {
  const { now, desk, cancelled = false } = context;
  const skipped: EventDraft[] = [];
  let settled = run;
  for (;;) {
    const action = planNextAction({ ...planFacts(lead, settled, config), desk, cancelled }, now);
    if (action.type !== "skip" && action.type !== "breach") return { run: settled, skipped, action };
    if (skipped.length === MAX_SKIPS) return { run: settled, skipped, action: { type: "plan" } };
    settled = action.type === "skip" ? withSkip(settled, action, now) : withBreach(settled, action, now);
    skipped.push(action.type === "skip" ? skipDraft(run, action) : breachDraft(action));
  }
}

function planFacts(lead: Lead, run: Run, config: PracticeConfig): Omit<PlanFacts, "desk"> {
  return {
    lead,
    run,
    cadence: cadenceOf(config, run),
    calendar: config,
    humanContactMinutes: config.sla.humanContactMinutes,
    sla: config.sla,
  };
}

function withSkip(run: Run, { stepKey, attempt, channel, reason }: SkipAction, now: number): Run {
  const ambiguous = run.steps[stepKey]?.ambiguous ?? 0;
  const progress = { state: "skipped", channel, attempt, at: now, reason, ambiguous } as const;
  return { ...run, steps: { ...run.steps, [stepKey]: progress } };
}

/** That it was noted, so that it is noted once. */
function withBreach(run: Run, { stepKey, attempt }: BreachAction, now: number): Run {
  const progress = {
    state: "skipped",
    channel: "call_task",
    attempt,
    at: now,
    reason: NOTED,
    ambiguous: 0,
  } as const;
  return { ...run, steps: { ...run.steps, [stepKey]: progress } };
}

function breachDraft({ inquiry, dueAt }: BreachAction): EventDraft {
  return { type: "sla.breached.v1", reason: "target_passed", data: { clock: "human_contact", inquiry, dueAt } };
}

function skipDraft({ runId }: Run, { stepKey, attempt, channel, reason }: SkipAction): EventDraft {
  const touchId = touchIdOf(runId, stepKey, attempt);
  return { type: "touch.skipped.v1", reason, data: { runId, touchId, stepKey, attempt, channel, reason } };
}
