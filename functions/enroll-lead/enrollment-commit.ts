import { appendEvents, type EventDraft } from "../../shared/contracts/append-events.ts";
import type { Actor } from "../../shared/contracts/events.ts";
import type { Person } from "../../shared/domain/entities/identity.ts";
import type { Lead } from "../../shared/domain/entities/lead.ts";
import type { Run } from "../../shared/domain/entities/run.ts";
import type { Commit, OperationalName } from "../../shared/ports/store.ts";
import { endedRun, statusDrafts } from "../../shared/runs/change-run.ts";
import { runStartedDraft } from "../../shared/runs/new-run.ts";
import { releasedPerson } from "../../shared/runs/released-person.ts";

const REASON = "enrolled";
const OUTCOME = "replaced";

/** A lead, the run that it leaves and the one that it enters. */
export interface Change {
  readonly lead: Lead;
  readonly run: Run;
  readonly next: Run;
  readonly person: Person | undefined;
  readonly actor: Actor;
  readonly now: number;
}

/** One transaction: the lead goes over to the new run, and the old one, if it had not ended, is replaced. */
export function enrollmentCommit({ lead, run, next, person, actor, now }: Change): Commit<OperationalName> {
  const status = next.purpose === "nurture" ? "nurturing" : "following_up";
  const isOpen = run.outcome === undefined;
  const ended: EventDraft = { type: "run.finished.v1", reason: OUTCOME, data: { runId: run.runId, outcome: OUTCOME } };
  const drafts = [...(isOpen ? [ended] : []), ...statusDrafts(lead, status, REASON), runStartedDraft(next, REASON)];
  const { version, events } = appendEvents(lead, now, actor, drafts);
  return {
    puts: [
      { entity: "lead", value: { ...lead, status, runId: next.runId, version }, expected: lead.version },
      { entity: "run", value: next, expected: "absent" },
      ...(isOpen
        ? [
            {
              entity: "run",
              value: { ...endedRun(run, OUTCOME), version: run.version + 1 },
              expected: run.version,
            } as const,
          ]
        : []),
      ...releasedPerson(person, run),
    ],
    events,
  };
}
