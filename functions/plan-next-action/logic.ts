import type { EventDraft } from "../../shared/contracts/append-events.ts";
import type { PracticeConfig } from "../../shared/contracts/practice.ts";
import { type Action, isKnownTo, type PlanTask } from "../../shared/contracts/workflow.ts";
import type { Lead } from "../../shared/domain/entities/lead.ts";
import type { Run } from "../../shared/domain/entities/run.ts";
import { LeadMissing } from "../../shared/domain/errors.ts";
import { standingOf } from "../../shared/domain/reactivation/standing.ts";
import { CLAIM_LEASE_MS, TASK_TIMEOUT_SECONDS } from "../../shared/domain/timing.ts";
import type { RunOutcome } from "../../shared/domain/vocabulary.ts";
import type { Clock, FollowUps, PracticeConfigs } from "../../shared/ports/index.ts";
import type { OperationalName, Store } from "../../shared/ports/store.ts";
import { untilCommitted } from "../../shared/ports/until-committed.ts";
import { changeRun, endedRun, endingDrafts, statusAfter } from "../../shared/runs/change-run.ts";
import { followUpInput } from "../../shared/runs/follow-up-input.ts";
import { revivalPause } from "../../shared/runs/generation.ts";
import { runStartedDraft } from "../../shared/runs/new-run.ts";
import { planSettlingSkips } from "../../shared/runs/plan-settling-skips.ts";
import { releasedPerson } from "../../shared/runs/released-person.ts";
import { nurtureRun } from "./nurture.ts";

/** What planning needs; the store is narrowed to the operational table. */
export interface PlanDeps {
  readonly store: Store<OperationalName>;
  readonly configs: PracticeConfigs;
  readonly followUps: FollowUps;
  readonly clock: Clock;
  /** Waits before a commit is tried again, ms; tests pass one that does not. */
  readonly pause?: (ms: number) => Promise<void>;
}

const ACTOR = { kind: "system", id: "plan-next-action" } as const;

/** A run as it was read, and what its plan made of it so far. */
interface Plan {
  readonly lead: Lead;
  readonly run: Run;
  /** With what was skipped on the way. */
  readonly planned: Run;
  readonly skipped: readonly EventDraft[];
  readonly config: PracticeConfig;
  readonly now: number;
}

/** Plans the run's next action and notes when the run must show life again; a superseded caller is told to end. */
export async function planRun(deps: PlanDeps, task: PlanTask): Promise<Action> {
  // A plan whose answer was lost is simply made again.
  const action = await untilCommitted({ pause: deps.pause, failures: 1 }, () => tryPlan(deps, task));
  // The table says how the run ended; an execution of an older definition only has to end well.
  return isKnownTo(definitionOf(task), action) ? action : { type: "finish", outcome: "superseded" };
}

/** The first one did not say. */
const definitionOf = ({ definition = 1 }: PlanTask): number => definition;

async function tryPlan(deps: PlanDeps, task: PlanTask): Promise<Action | "conflict"> {
  const { practiceId, leadId, runId } = task;
  const [lead, run] = await deps.store.readMany([
    { entity: "lead", key: { practiceId, leadId } },
    { entity: "run", key: { practiceId, leadId, runId } },
  ]);
  if (lead === undefined || run === undefined) throw new LeadMissing();
  if (run.generation !== task.generation || run.outcome === "replaced")
    return { type: "finish", outcome: "superseded" };
  if (run.outcome !== undefined) return { type: "finish", outcome: run.outcome };

  const now = deps.clock.now();
  const [config, current, standing] = await Promise.all([
    deps.configs.version(practiceId, run.configVersion),
    deps.configs.current(practiceId),
    standingOf(run, (campaignId) => deps.store.read("campaign", { practiceId, campaignId })),
  ]);
  // A paused one goes on planning: what is due then waits at the send gate.
  const {
    action,
    run: planned,
    skipped,
  } = planSettlingSkips(lead, run, config, {
    now,
    desk: current?.config ?? config,
    cancelled: standing === "cancelled",
  });
  const plan: Plan = { lead, run, planned, skipped, config, now };
  // What an older definition cannot do, an execution of the newest one does.
  if (action.type !== "renew" && action.type !== "finish" && !isKnownTo(definitionOf(task), action))
    return renew(deps, plan);
  switch (action.type) {
    case "finish":
      return action.outcome === "superseded" || action.outcome === "renewed"
        ? action
        : finish(deps, plan, action.outcome);
    case "renew":
      return renew(deps, plan);
    case "wait":
      return keep(deps, plan, action, Date.parse(action.until), action.reason);
    case "plan":
      return keep(deps, plan, action, actingUntil(run, now), "acting: plan");
    default:
      return keep(deps, plan, action, actingUntil(run, now), `acting: ${action.stepKey}`);
  }
}

/** Whoever acts must be done, or have failed visibly, by then; a run that keeps failing is left alone for longer. */
function actingUntil({ revivals }: Run, now: number): number {
  const pause = revivals === 0 ? 0 : revivalPause(revivals);
  return now + CLAIM_LEASE_MS + TASK_TIMEOUT_SECONDS * 1_000 + pause;
}

async function keep(deps: PlanDeps, plan: Plan, action: Action, wakeAt: number, waitingFor: string) {
  const { lead, run, planned, skipped, now } = plan;
  // Only a run that got as far as waiting has got on: one that is revived to fail at the same step again has not.
  const revivals = action.type === "wait" ? 0 : run.revivals;
  const value: Run = { ...planned, version: run.version + 1, loops: run.loops + 1, revivals, wakeAt, waitingFor };
  const commit =
    skipped.length === 0
      ? { puts: [{ entity: "run", value, expected: run.version } as const], events: [] }
      : changeRun(lead, run, { now, actor: ACTOR, lead, run: value, drafts: skipped }).commit;
  return (await deps.store.commit(commit)) === "conflict" ? "conflict" : action;
}

/** Ends the run; a lead that it leaves without an answer is nurtured from then on, where the practice does that. */
async function finish(deps: PlanDeps, plan: Plan, outcome: RunOutcome) {
  const { lead, run, planned, skipped, config, now } = plan;
  const [person, nurture] = await Promise.all([
    deps.store.read("person", { practiceId: lead.practiceId, personId: lead.personId }),
    outcome === "exhausted" ? nurtureRun(deps.configs, lead, run, config, now) : undefined,
  ]);
  const status = nurture === undefined ? statusAfter(lead, outcome) : "nurturing";
  const { commit } = changeRun(lead, run, {
    now,
    actor: ACTOR,
    lead: { ...lead, status, runId: nurture?.runId ?? lead.runId },
    run: endedRun(planned, outcome),
    drafts: [
      ...skipped,
      ...endingDrafts(lead, run, outcome, status),
      ...(nurture === undefined ? [] : [runStartedDraft(nurture, outcome)]),
    ],
  });
  const result = await deps.store.commit({
    puts: [
      ...commit.puts,
      ...releasedPerson(person, run),
      ...(nurture === undefined ? [] : [{ entity: "run", value: nurture, expected: "absent" } as const]),
    ],
    events: commit.events,
  });
  if (result === "conflict") return result;
  if (nurture !== undefined) await deps.followUps.start(followUpInput(nurture, { type: "plan" }));
  return { type: "finish", outcome } as const;
}

async function renew(deps: PlanDeps, { lead, run, planned, skipped, now }: Plan) {
  const change = { now, actor: ACTOR, lead, run: planned, drafts: skipped, restart: "renewed" } as const;
  const { commit, start } = changeRun(lead, run, change);
  if ((await deps.store.commit(commit)) === "conflict") return "conflict";
  await deps.followUps.start(start);
  return { type: "finish", outcome: "renewed" } as const;
}
