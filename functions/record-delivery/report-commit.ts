import { appendEvents, type EventDraft } from "../../shared/contracts/append-events.ts";
import type { Actor } from "../../shared/contracts/events.ts";
import type { FollowUpInput } from "../../shared/contracts/workflow.ts";
import type { Commit, OperationalName, Put } from "../../shared/ports/store.ts";
import { changeRun } from "../../shared/runs/change-run.ts";
import type { TouchChange } from "./plan-change.ts";
import type { PointChange } from "./point-change.ts";
import type { ReportState } from "./read-state.ts";

const ACTOR: Actor = { kind: "system", id: "record-delivery" };

/** One transaction of what a report changes, and the execution to start after it. */
export function reportCommit(
  state: ReportState,
  { told, used }: { told: TouchChange | undefined; used: PointChange | undefined },
  now: number,
): { commit: Commit<OperationalName>; start: FollowUpInput | undefined } {
  const { run, current, touch, point } = state;
  const drafts = [...(told?.drafts ?? []), ...(used?.drafts ?? [])];
  const ofLead = leadCommit(state, told, drafts, now);
  const puts: Put<OperationalName>[] = [...ofLead.commit.puts];
  if (told !== undefined && touch !== undefined)
    puts.push({ entity: "touch", value: { ...told.touch, version: touch.version + 1 }, expected: touch.version });
  // A restart has written the run already, when it is the lead's own.
  const isRunWritten = told?.restart !== undefined && run === current;
  if (told !== undefined && told.run !== run && !isRunWritten)
    puts.push({ entity: "run", value: { ...told.run, version: run.version + 1 }, expected: run.version });
  if (point !== undefined && used !== undefined)
    puts.push({
      entity: "contactPoint",
      value: { ...used.point, version: point.version + 1 },
      expected: point.version,
    });
  return { commit: { puts, events: ofLead.commit.events }, start: ofLead.start };
}

/** The lead with its events, and its run when that restarts. */
function leadCommit(
  { lead, run, current }: ReportState,
  told: TouchChange | undefined,
  drafts: readonly EventDraft[],
  now: number,
): { commit: Commit<"lead" | "run">; start: FollowUpInput | undefined } {
  const changed = told?.lead ?? lead;
  if (told?.restart !== undefined) {
    const ownRun = run === current ? told.run : current;
    return changeRun(lead, current, { now, actor: ACTOR, lead: changed, run: ownRun, drafts, restart: told.restart });
  }
  if (drafts.length === 0) return { commit: { puts: [], events: [] }, start: undefined };
  const { version, events } = appendEvents(lead, now, ACTOR, drafts);
  return {
    commit: { puts: [{ entity: "lead", value: { ...changed, version }, expected: lead.version }], events },
    start: undefined,
  };
}
