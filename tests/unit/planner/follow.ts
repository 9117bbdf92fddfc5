import type { Cadence } from "../../../shared/contracts/practice.ts";
import type { StepProgress } from "../../../shared/domain/entities/run.ts";
import type { PlanFacts, PlannedAction } from "../../../shared/domain/planner/facts.ts";
import { planNextAction } from "../../../shared/domain/planner/plan-next-action.ts";
import { buildProgress } from "../../support/plan-facts.ts";

type Acted = Extract<PlannedAction, { stepKey: string }>;

/** What a run did, and when. */
export interface Done {
  readonly at: number;
  readonly action: Acted;
}

/** How to follow a run. */
export interface Following {
  readonly from: number;
  readonly until: number;
  /** What becomes of each action; handed over and accepted unless given. */
  readonly become?: (action: Acted, at: number) => Partial<StepProgress>;
  /** The cadence from this moment on: someone edits it. */
  readonly cadenceAt?: (at: number) => Cadence;
}

/** Plays a run with virtual waits: everything is carried out at once, and each wait is slept through. */
export function follow(
  start: PlanFacts,
  { from, until, become, cadenceAt }: Following,
): {
  done: Done[];
  facts: PlanFacts;
  ending: PlannedAction | undefined;
  renewals: number;
} {
  let now = from;
  let facts = start;
  const done: Done[] = [];
  let renewals = 0;
  for (let turn = 0; now < until; turn += 1) {
    if (turn > 5_000) throw new Error("expected the run to get on");
    if (cadenceAt !== undefined) facts = { ...facts, cadence: cadenceAt(now) };
    const action = planNextAction(facts, now);
    if (action.type === "finish") return { done, facts, ending: action, renewals };
    if (action.type === "wait") {
      const next = Date.parse(action.until);
      if (next <= now) throw new Error("expected to wait for a later moment");
      now = next;
      continue;
    }
    if (action.type === "renew") {
      renewals += 1;
      facts = { ...facts, run: { ...facts.run, generationStartedAt: now, loops: 0 } };
      continue;
    }
    done.push({ at: now, action });
    facts = {
      ...facts,
      run: { ...facts.run, steps: { ...facts.run.steps, [action.stepKey]: after(action, now, become) } },
    };
    if (action.type === "send" && facts.lead.status === "unanswered")
      facts = {
        ...facts,
        lead: { ...facts.lead, status: "following_up", clocks: { ...facts.lead.clocks, firstResponseAt: now } },
      };
  }
  return { done, facts, ending: undefined, renewals };
}

function after(action: Acted, at: number, become: Following["become"]): StepProgress {
  const channel = action.type === "send" || action.type === "skip" ? action.channel : "call_task";
  const common = { channel, attempt: action.attempt, at };
  if (action.type === "skip") return buildProgress({ ...common, state: "skipped", reason: action.reason });
  if (action.type === "breach") return buildProgress({ ...common, state: "skipped", reason: "noted" });
  const told = action.type === "alertStaff" && action.staffId !== undefined ? { told: [action.staffId] } : {};
  return buildProgress({ ...common, ...told, ...become?.(action, at) });
}

/** The keys of what was done, in order. */
export const keysOf = (done: readonly Done[]): string[] => done.map(({ action }) => action.stepKey);
