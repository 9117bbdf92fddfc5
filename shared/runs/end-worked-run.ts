import { appendEvents, type EventDraft } from "../contracts/append-events.ts";
import type { Lead } from "../domain/entities/lead.ts";
import { OUTCOME_OF_STATUS } from "../domain/lifecycle/run-endings.ts";
import type { RunOutcome, StaffChannel } from "../domain/vocabulary.ts";
import type { Commit } from "../ports/store.ts";
import { changeRun, endedRun, finishedDraft, statusDrafts, untoldAlerts } from "./change-run.ts";
import type { WorkedLead } from "./read-worked-lead.ts";
import { releasedPerson } from "./released-person.ts";
import type { ToldBy } from "./told-by.ts";

/** What people say of a lead, and what it makes of that. */
interface Settling extends Pick<ToldBy, "actor" | "via"> {
  /** As it becomes; its version is counted here. */
  readonly lead: Lead;
  /** What was said. The run's end and the change of status follow by themselves. */
  readonly drafts: readonly EventDraft[];
  /** Why the status changes, in a stable word. */
  readonly reason: string;
  readonly now: number;
  /** How its run ends; none when it goes on. @default what the status means */
  readonly outcome?: RunOutcome | "none" | undefined;
}

/**
 * The transaction of what people say of a lead. The run ends at once where follow-up has: who says so knows what staff would still have been
 * told. Only a feed knows nothing of that, so that is told first, and then the run ends by itself.
 */
export function endWorkedRun(
  { lead: before, run, person }: WorkedLead,
  { lead, drafts, reason, now, actor, via, outcome = OUTCOME_OF_STATUS[lead.status] }: Settling,
): Commit<"lead" | "run" | "person"> {
  const status = statusDrafts(before, lead.status, reason);
  if (outcome === undefined || outcome === "none" || run.outcome !== undefined || isStillToTell(run, via)) {
    const { version, events } = appendEvents(before, now, actor, [...drafts, ...status]);
    return { puts: [{ entity: "lead", value: { ...lead, version }, expected: before.version }], events };
  }
  const { staffOnlySince: _over, ...rest } = run;
  const { commit } = changeRun(before, run, {
    now,
    actor,
    lead,
    run: endedRun(rest, outcome),
    drafts: [...drafts, finishedDraft(run, outcome), ...status],
  });
  return { puts: [...commit.puts, ...releasedPerson(person, run)], events: commit.events };
}

function isStillToTell(run: WorkedLead["run"], via: StaffChannel): boolean {
  return via === "bookings_feed" && untoldAlerts(run).length > 0;
}
