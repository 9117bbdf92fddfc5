import { appendEvents, type EventDraft } from "../contracts/append-events.ts";
import type { Actor, EventData } from "../contracts/events.ts";
import type { FollowUpInput } from "../contracts/workflow.ts";
import type { Lead } from "../domain/entities/lead.ts";
import type { Run, RunAlert } from "../domain/entities/run.ts";
import { SETTLED_BY_PEOPLE } from "../domain/lifecycle/stages.ts";
import { openRunAlerts } from "../domain/planner/planned-step.ts";
import type { AlertReason, LeadStatus, RunOutcome } from "../domain/vocabulary.ts";
import type { Commit } from "../ports/store.ts";
import { followUpInput } from "./follow-up-input.ts";
import { nextGeneration } from "./generation.ts";

/** What becomes of a lead and its run, whether the run itself or something outside it (a reply, an opt-out, a report) brings it about. */
export interface RunChange {
  readonly now: number;
  readonly actor: Actor;
  /** As they become; versions and generation are counted here. */
  readonly lead: Lead;
  readonly run: Run;
  /** Every change of a lead is an event: at least one, unless the run restarts, which is one. */
  readonly drafts: readonly EventDraft[];
  /** The timetable changes, so a new generation takes over; an ended run goes on. Left out, the execution under way goes on. */
  readonly restart?: EventData<"run.restarted.v1">["why"];
  /** When the new generation must show life, ms. @default now */
  readonly wakeAt?: number;
  /** How late the run was, ms; when `restart` is `late`. */
  readonly lateMs?: number;
}

type Restarting = RunChange & Required<Pick<RunChange, "restart">>;

/** What to commit, and the input of the execution to start after that; undefined where the one under way goes on. */
export interface ChangedRun<Start extends FollowUpInput | undefined = FollowUpInput | undefined> {
  readonly commit: Commit<"lead" | "run">;
  readonly start: Start;
}

/** The commit of a change, and the input of the execution to start after it. `lead` and `run` are what was read. */
export function changeRun(lead: Lead, run: Run, change: Restarting): ChangedRun<FollowUpInput>;
export function changeRun(lead: Lead, run: Run, change: RunChange): ChangedRun;
export function changeRun(lead: Lead, run: Run, change: RunChange): ChangedRun {
  const { now, actor, restart } = change;
  const next = restart === undefined ? { ...change.run, version: run.version + 1 } : restarted(run, change);
  const drafts = restart === undefined ? change.drafts : [...change.drafts, restartDraft(next, restart, change.lateMs)];
  const { version, events } = appendEvents(lead, now, actor, drafts);
  return {
    commit: {
      puts: [
        { entity: "lead", value: { ...change.lead, version }, expected: lead.version },
        { entity: "run", value: next, expected: run.version },
      ],
      events,
    },
    start: restart === undefined ? undefined : followUpInput(next, { type: "plan" }),
  };
}

function restarted(stored: Run, { run, now, restart, wakeAt = now }: RunChange): Run {
  const { outcome: _ended, ...open } = run;
  // Only a run that is late has not got on since it was revived last.
  const revivals = restart === "late" ? stored.revivals + 1 : 0;
  return {
    ...nextGeneration({ ...open, version: stored.version, generation: stored.generation }, now),
    revivals,
    wakeAt,
    waitingFor: "start",
  };
}

function restartDraft(
  { runId, generation }: Run,
  why: NonNullable<RunChange["restart"]>,
  lateMs: number | undefined,
): EventDraft {
  const data = { runId, generation, why, ...(lateMs === undefined ? {} : { lateMs }) };
  return { type: "run.restarted.v1", reason: why, data };
}

const STATUS_OF_OUTCOME: Readonly<Record<RunOutcome, LeadStatus>> = {
  booked: "booked",
  lost: "lost",
  opted_out: "opted_out",
  with_staff: "with_staff",
  exhausted: "stalled",
  replaced: "stalled",
  cancelled: "stalled",
  erased: "stalled",
};

/** Statuses that are an end in themselves. */
const SETTLED: readonly LeadStatus[] = [
  ...SETTLED_BY_PEOPLE,
  "contacted",
  "with_staff",
  "qualified",
  "lost",
  "opted_out",
  "stalled",
];

/** Where a lead stands once its run has ended. What settled the lead before says more than how the run ended over it. */
export function statusAfter({ status }: Lead, outcome: RunOutcome): LeadStatus {
  return SETTLED.includes(status) ? status : STATUS_OF_OUTCOME[outcome];
}

/** The run, ended. Its execution finds that out when it next wakes. */
export function endedRun(run: Run, outcome: RunOutcome): Run {
  const { wakeAt: _wake, waitingFor: _waiting, ...rest } = run;
  return { ...rest, outcome };
}

/** The events that say that a run ended and where that leaves its lead. */
export function endingDrafts(lead: Lead, run: Run, outcome: RunOutcome, status: LeadStatus): EventDraft[] {
  return [finishedDraft(run, outcome), ...statusDrafts(lead, status, outcome)];
}

/** The event that says that a run ended. */
export function finishedDraft({ runId }: Run, outcome: RunOutcome): EventDraft {
  return { type: "run.finished.v1", reason: outcome, data: { runId, outcome } };
}

/** The event of a change of status; none when it stays. */
export function statusDrafts({ status: from }: Lead, to: LeadStatus, reason: string): EventDraft[] {
  return from === to ? [] : [{ type: "lead.status_changed.v1", reason, data: { from, to } }];
}

/** Alerts that a run remembers; the oldest were done long ago. */
const MAX_ALERTS = 30;

/** The run with one more thing to tell staff. */
export function withAlert(run: Run, reason: AlertReason, at: number): Run {
  const alerts = run.alerts ?? [];
  const newest = Number(alerts.at(-1)?.key.split("-").at(-1) ?? 0);
  const key = `alert-${reason.replaceAll("_", "-")}-${newest + 1}`;
  const kept = [...alerts, { key, reason, at }].slice(-MAX_ALERTS);
  // However often someone writes, the run stays small.
  const forgotten = new Set(alerts.slice(0, alerts.length + 1 - kept.length).map((alert) => alert.key));
  const steps = Object.fromEntries(Object.entries(run.steps).filter(([step]) => !forgotten.has(step)));
  return { ...run, alerts: kept, steps };
}

/** What nobody was told yet; a run that takes over from this one has it to tell. */
export function untoldAlerts(run: Run): RunAlert[] {
  const open = new Set(openRunAlerts(run).map(({ key }) => key));
  return (run.alerts ?? []).filter(({ key }) => open.has(key));
}
