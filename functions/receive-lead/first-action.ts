import type { EventDraft } from "../../shared/contracts/append-events.ts";
import type { PracticeConfig } from "../../shared/contracts/practice.ts";
import type { Action, FollowUpInput } from "../../shared/contracts/workflow.ts";
import type { Desk } from "../../shared/domain/desk/on-duty.ts";
import type { Lead } from "../../shared/domain/entities/lead.ts";
import type { Run } from "../../shared/domain/entities/run.ts";
import { followUpInput } from "../../shared/runs/follow-up-input.ts";
import { planSettlingSkips } from "../../shared/runs/plan-settling-skips.ts";

/** A generation of a run about to start: the run with its wake-up time, and the input of its execution. */
export interface Launch {
  readonly run: Run;
  readonly start: FollowUpInput;
  /** The events of steps that are not to be done. */
  readonly skipped: readonly EventDraft[];
}

/**
 * Plans the first action of a generation from what is about to be written, so that the state machine starts with a message
 * and not with a question. `config` is the one that the run started with, `desk` who works for the practice now. `wakeAt` lets `revive-runs` find the run if its execution never starts.
 */
export function launch(lead: Lead, starting: Run, config: PracticeConfig, desk: Desk, now: number): Launch {
  const { run, skipped, action: planned } = planSettlingSkips(lead, starting, config, { now, desk });
  // Endings are recorded by plan-next-action, so the execution goes there first.
  const action: Action = planned.type === "finish" || planned.type === "renew" ? { type: "plan" } : planned;
  const { waitingFor: _, ...rest } = run;
  return {
    run:
      action.type === "wait"
        ? { ...rest, wakeAt: Date.parse(action.until), waitingFor: action.reason }
        : { ...rest, wakeAt: now },
    start: followUpInput(run, action),
    skipped,
  };
}
