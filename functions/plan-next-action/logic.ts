import { appendEvents, type EventDraft } from "../../shared/contracts/append-events.ts";
import type { Action, PlanTask } from "../../shared/contracts/workflow.ts";
import type { Person } from "../../shared/domain/entities/identity.ts";
import type { Lead } from "../../shared/domain/entities/lead.ts";
import type { Run } from "../../shared/domain/entities/run.ts";
import { LeadMissing } from "../../shared/domain/errors.ts";
import { planNextAction } from "../../shared/domain/planner/plan-next-action.ts";
import { CLAIM_LEASE_MS, TASK_TIMEOUT_SECONDS } from "../../shared/domain/timing.ts";
import type { LeadStatus, RunOutcome } from "../../shared/domain/vocabulary.ts";
import type { Clock, FollowUps, PracticeConfigs } from "../../shared/ports/index.ts";
import type { OperationalName, Put, Store } from "../../shared/ports/store.ts";
import { untilCommitted } from "../../shared/ports/until-committed.ts";
import { restartRun, revivalPause } from "../../shared/runs/restart-run.ts";

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

/** Where a lead stands once its run has ended. */
const STATUS_OF_OUTCOME: Record<RunOutcome, LeadStatus> = {
  booked: "booked",
  lost: "lost",
  opted_out: "opted_out",
  with_staff: "with_staff",
  exhausted: "stalled",
};

/** Plans the run's next action and notes when the run must show life again; a superseded caller is told to end. */
export function planRun(deps: PlanDeps, task: PlanTask): Promise<Action> {
  // A plan whose answer was lost is simply made again.
  return untilCommitted({ pause: deps.pause, failures: 1 }, () => tryPlan(deps, task));
}

async function tryPlan(deps: PlanDeps, task: PlanTask): Promise<Action | "conflict"> {
  const { practiceId, leadId, runId } = task;
  const [lead, run] = await deps.store.readMany([
    { entity: "lead", key: { practiceId, leadId } },
    { entity: "run", key: { practiceId, leadId, runId } },
  ]);
  if (lead === undefined || run === undefined) throw new LeadMissing();
  if (run.generation !== task.generation) return { type: "finish", outcome: "superseded" };
  if (run.outcome !== undefined) return { type: "finish", outcome: run.outcome };

  const now = deps.clock.now();
  const config = await deps.configs.version(practiceId, run.configVersion);
  const planned = planNextAction({ lead, run, cadence: config.cadences[run.purpose], calendar: config }, now);
  switch (planned.type) {
    case "finish":
      return planned.outcome === "superseded" || planned.outcome === "renewed"
        ? planned
        : finish(deps, lead, run, planned.outcome, now);
    case "renew":
      return renew(deps, lead, run, now);
    case "wait":
      return keep(deps, run, planned, Date.parse(planned.until), planned.reason);
    default:
      return keep(deps, run, planned, actingUntil(run, now), `acting: ${planned.stepKey}`);
  }
}

/** Whoever acts must be done, or have failed visibly, by then; a run that keeps failing is left alone for longer. */
function actingUntil({ revivals }: Run, now: number): number {
  const pause = revivals === 0 ? 0 : revivalPause(revivals);
  return now + CLAIM_LEASE_MS + TASK_TIMEOUT_SECONDS * 1_000 + pause;
}

async function keep(deps: PlanDeps, run: Run, action: Action, wakeAt: number, waitingFor: string) {
  // Only a run that got as far as waiting has got on: one that is revived to fail at the same step again has not.
  const revivals = action.type === "wait" ? 0 : run.revivals;
  const value: Run = { ...run, version: run.version + 1, loops: run.loops + 1, revivals, wakeAt, waitingFor };
  const result = await deps.store.commit({ puts: [{ entity: "run", value, expected: run.version }], events: [] });
  return result === "conflict" ? result : action;
}

async function finish(deps: PlanDeps, lead: Lead, run: Run, outcome: RunOutcome, now: number) {
  const { wakeAt: _wake, waitingFor: _waiting, ...rest } = run;
  const status = STATUS_OF_OUTCOME[outcome];
  const drafts: EventDraft[] = [
    { type: "run.finished.v1", reason: outcome, data: { runId: run.runId, outcome } },
    ...(status === lead.status
      ? []
      : ([{ type: "lead.status_changed.v1", reason: outcome, data: { from: lead.status, to: status } }] as const)),
  ];
  const { version, events } = appendEvents(lead, now, ACTOR, drafts);
  const person = await deps.store.read("person", { practiceId: lead.practiceId, personId: lead.personId });
  const result = await deps.store.commit({
    puts: [
      { entity: "lead", value: { ...lead, status, version }, expected: lead.version },
      { entity: "run", value: { ...rest, outcome, version: run.version + 1 }, expected: run.version },
      ...(person?.activeRunId === run.runId ? [releasePerson(person)] : []),
    ],
    events,
  });
  return result === "conflict" ? result : ({ type: "finish", outcome } as const);
}

/** The person has no acquisition run under way any more, so their next inquiry is a new lead. */
function releasePerson(person: Person): Put<"person"> {
  const { activeRunId: _ended, ...value } = person;
  return { entity: "person", value: { ...value, version: person.version + 1 }, expected: person.version };
}

async function renew(deps: PlanDeps, lead: Lead, run: Run, now: number) {
  const restart = restartRun(lead, run, { now, actor: ACTOR, why: "renewed", wakeAt: now });
  if ((await deps.store.commit(restart.commit)) === "conflict") return "conflict";
  await deps.followUps.start(restart.input);
  return { type: "finish", outcome: "renewed" } as const;
}
