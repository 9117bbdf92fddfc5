import { appendEvents } from "../contracts/append-events.ts";
import type { Actor, EventData } from "../contracts/events.ts";
import type { FollowUpInput } from "../contracts/workflow.ts";
import type { Lead } from "../domain/entities/lead.ts";
import type { Run } from "../domain/entities/run.ts";
import type { Commit } from "../ports/store.ts";
import { followUpInput } from "./follow-up-input.ts";

/** Why and by whom a run goes on under a new generation. */
export interface Restart {
  readonly now: number;
  readonly actor: Actor;
  readonly why: EventData<"run.restarted.v1">["why"];
  /** How late it was, ms; when `why` is `late`. */
  readonly lateMs?: number;
  /** When the run must show life, ms; it counts as late after that. */
  readonly wakeAt: number;
}

/** Fences off the older execution of a run: the commit that raises its generation, and the input of the execution to start next. */
export function restartRun(
  lead: Lead,
  run: Run,
  restart: Restart,
): { commit: Commit<"lead" | "run">; input: FollowUpInput } {
  const { now, actor, why, lateMs, wakeAt } = restart;
  const revivals = why === "late" ? run.revivals + 1 : 0;
  const next: Run = { ...nextGeneration(run, now), revivals, wakeAt, waitingFor: "start" };
  const { generation } = next;
  const data = { runId: run.runId, generation, why, ...(lateMs === undefined ? {} : { lateMs }) };
  const { version, events } = appendEvents(lead, now, actor, [{ type: "run.restarted.v1", reason: why, data }]);
  return {
    commit: {
      puts: [
        { entity: "lead", value: { ...lead, version }, expected: lead.version },
        { entity: "run", value: next, expected: run.version },
      ],
      events,
    },
    input: followUpInput(next, { type: "plan" }),
  };
}

/** The longest pause between two revivals, ms. */
const MAX_PAUSE_MS = 15 * 60_000;

/** The pause before a run that was revived this often without getting on is revived again, ms: a minute, doubling. */
export function revivalPause(revivals: number): number {
  return Math.min(60_000 * 2 ** revivals, MAX_PAUSE_MS);
}

/** The run under its next generation, whose execution counts its plans and its age afresh. */
export function nextGeneration(run: Run, now: number): Run {
  const { version, generation } = run;
  return { ...run, version: version + 1, generation: generation + 1, generationStartedAt: now, loops: 0, revivals: 0 };
}
