import type { Cadence, Hours } from "../../contracts/practice.ts";
import type { Action } from "../../contracts/workflow.ts";
import type { Lead } from "../entities/lead.ts";
import type { Run } from "../entities/run.ts";

/** Everything the planner may know; no contact data, and nothing that grows with the lead's history. */
export interface PlanFacts {
  readonly lead: Lead;
  readonly run: Run;
  /** The cadence in the configuration version that the run started with. */
  readonly cadence: Cadence;
  readonly calendar: { readonly zone: string; readonly hours: Hours; readonly holidays: readonly string[] };
}

/** What is next: an action of the workflow, or a fresh execution of the same run. */
export type PlannedAction = Exclude<Action, { type: "plan" }> | { type: "renew" };
