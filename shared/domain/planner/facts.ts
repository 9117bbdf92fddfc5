import type { Cadence, Hours, PracticeConfig } from "../../contracts/practice.ts";
import type { Action } from "../../contracts/workflow.ts";
import type { Desk } from "../desk/on-duty.ts";
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
  /** Staffed time after which a person should have been spoken to, minutes: since they asked, or since they replied. */
  readonly humanContactMinutes: number;
  /** Who answers first, and who is told of a lead that nobody has spoken to. */
  readonly sla: Pick<PracticeConfig["sla"], "mode" | "autoAfterSeconds" | "escalation">;
  /** Who works for the practice now, and when: staff come and go while a run goes on. */
  readonly desk: Desk;
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

/** The target of a clock has passed, which is noted once for each inquiry; the run is planned again after that. */
export interface BreachAction {
  readonly type: "breach";
  readonly stepKey: string;
  readonly attempt: number;
  readonly inquiry: number;
  /** When it passed, ms. */
  readonly dueAt: number;
}

/** What is settled without an attempt to deliver anything. */
export type UnattemptedAction = SkipAction | BreachAction;

/** What is next: an action of the workflow, a fresh execution of the same run, or something to settle without an attempt. */
export type PlannedAction = Exclude<Action, { type: "plan" }> | { type: "renew" } | UnattemptedAction;
