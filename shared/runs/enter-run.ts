import { appendEvents, type EventDraft } from "../contracts/append-events.ts";
import type { Actor } from "../contracts/events.ts";
import type { Person } from "../domain/entities/identity.ts";
import type { Lead } from "../domain/entities/lead.ts";
import type { Run } from "../domain/entities/run.ts";
import type { LeadStatus } from "../domain/vocabulary.ts";
import type { Commit } from "../ports/store.ts";
import { endedRun, finishedDraft, statusDrafts } from "./change-run.ts";
import { runStartedDraft } from "./new-run.ts";
import { releasedPerson } from "./released-person.ts";

const OUTCOME = "replaced";

/** A lead, the run that it leaves and the one that it enters. */
export interface RunEntry {
  /** As it was read. */
  readonly lead: Lead;
  /** Undefined when it is not there. */
  readonly run: Run | undefined;
  readonly next: Run;
  readonly person: Person | undefined;
  /** Where the new run leaves the lead. */
  readonly status: LeadStatus;
  readonly actor: Actor;
  /** Why, in a stable word. */
  readonly reason: string;
  readonly now: number;
  /** What led to it: its events, and what they change of the lead. */
  readonly cause?: { readonly drafts: readonly EventDraft[]; readonly changes: Partial<Lead> };
}

/** One transaction: the lead goes over to the new run, and the old one, if it had not ended, is replaced. */
export function enterRun(entry: RunEntry): Commit<"lead" | "run" | "person"> {
  const { lead, run, next, person, status, actor, reason, now, cause } = entry;
  const left = run?.outcome === undefined ? run : undefined;
  const { version, events } = appendEvents(lead, now, actor, [
    ...(cause?.drafts ?? []),
    ...(left === undefined ? [] : [finishedDraft(left, OUTCOME)]),
    ...statusDrafts(lead, status, reason),
    runStartedDraft(next, reason),
  ]);
  return {
    puts: [
      {
        entity: "lead",
        value: { ...lead, ...cause?.changes, status, runId: next.runId, version },
        expected: lead.version,
      },
      { entity: "run", value: next, expected: "absent" },
      ...(left === undefined ? [] : [replacedPut(left)]),
      ...(run === undefined ? [] : releasedPerson(person, run)),
    ],
    events,
  };
}

function replacedPut(run: Run) {
  const value = { ...endedRun(run, OUTCOME), version: run.version + 1 };
  return { entity: "run", value, expected: run.version } as const;
}
