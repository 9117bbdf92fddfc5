import type { EventDraft } from "../contracts/append-events.ts";
import { cadenceOf, type PracticeConfig } from "../contracts/practice.ts";
import type { Action } from "../contracts/workflow.ts";
import type { Lead } from "../domain/entities/lead.ts";
import type { Run } from "../domain/entities/run.ts";
import { touchIdOf } from "../domain/ids.ts";
import type { PlanFacts, PlannedAction, SkipAction } from "../domain/planner/facts.ts";
import { planNextAction } from "../domain/planner/plan-next-action.ts";

/** Steps skipped in one commit, at most; each is an event, and a transaction takes 100 items. */
const MAX_SKIPS = 50;

/** What a run does next, after the steps that come before it and are not to be done. */
export interface PlanWithSkips {
  /** The run with the progress of what was skipped, under the version that was read. */
  readonly run: Run;
  /** The events of what was skipped; to be committed with the run. */
  readonly skipped: readonly EventDraft[];
  /** `plan` when there was too much to skip at once. */
  readonly action: Exclude<PlannedAction, SkipAction> | Extract<Action, { type: "plan" }>;
}

/** Plans until there is something to do, wait for or end. `cancelled`: the campaign of the run was. */
export function planSettlingSkips(
  lead: Lead,
  run: Run,
  config: PracticeConfig,
  now: number,
  cancelled = false,
): PlanWithSkips {
  const skipped: EventDraft[] = [];
  let settled = run;
  for (;;) {
    const action = planNextAction({ ...planFacts(lead, settled, config), cancelled }, now);
    if (action.type !== "skip") return { run: settled, skipped, action };
    if (skipped.length === MAX_SKIPS) return { run: settled, skipped, action: { type: "plan" } };
    settled = withSkip(settled, action, now);
    skipped.push(skipDraft(run, action));
  }
}

function planFacts(lead: Lead, run: Run, config: PracticeConfig): PlanFacts {
  return {
    lead,
    run,
    cadence: cadenceOf(config, run),
    calendar: config,
    humanContactMinutes: config.sla.humanContactMinutes,
  };
}

function withSkip(run: Run, { stepKey, attempt, channel, reason }: SkipAction, now: number): Run {
  const ambiguous = run.steps[stepKey]?.ambiguous ?? 0;
  const progress = { state: "skipped", channel, attempt, at: now, reason, ambiguous } as const;
  return { ...run, steps: { ...run.steps, [stepKey]: progress } };
}

function skipDraft({ runId }: Run, { stepKey, attempt, channel, reason }: SkipAction): EventDraft {
  const touchId = touchIdOf(runId, stepKey, attempt);
  return { type: "touch.skipped.v1", reason, data: { runId, touchId, stepKey, attempt, channel, reason } };
}
