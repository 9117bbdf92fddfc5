import type { Cadence, Hours } from "../../contracts/practice.ts";
import type { Action } from "../../contracts/workflow.ts";
import type { Lead } from "../entities/lead.ts";
import type { Run } from "../entities/run.ts";
import type { SkipReason, StepChannel } from "../vocabulary.ts";

/** Everything the planner may know; no contact data, and nothing that grows with the lead's history. */
export interface PlanFacts {
  readonly lead: Lead;
  readonly run: Run;
  /** The cadence in the configuration version that the run started with. */
  readonly cadence: Cadence;
  readonly calendar: { readonly zone: string; readonly hours: Hours; readonly holidays: readonly string[] };
  /** Staffed time after which a person who replied should have been spoken to, minutes. */
  readonly humanContactMinutes: number;
  /** The campaign of the run was cancelled. */
  readonly cancelled?: boolean;
}

/** A step that is settled as skipped without an attempt to deliver it; the run is planned again after that. */
export interface SkipAction {
  readonly type: "skip";
  readonly stepKey: string;
  readonly attempt: number;
  readonly channel: StepChannel;
  readonly reason: SkipReason;
}

/** What is next: an action of the workflow, a fresh execution of the same run, or a step to skip. */
export type PlannedAction = Exclude<Action, { type: "plan" }> | { type: "renew" } | SkipAction;
