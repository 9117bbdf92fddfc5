import { appendEvents, type EventDraft } from "../../shared/contracts/append-events.ts";
import type { LeadEvent } from "../../shared/contracts/events.ts";
import type { Lead } from "../../shared/domain/entities/lead.ts";
import type { Run } from "../../shared/domain/entities/run.ts";
import { present } from "../../shared/domain/present.ts";
import type { RunPurpose } from "../../shared/domain/vocabulary.ts";
import { externalRefPuts } from "../../shared/intake/external-ref.ts";
import { type FreshIds, newLead } from "../../shared/intake/new-lead.ts";
import { sourceData } from "../../shared/intake/source-data.ts";
import type { Submission } from "../../shared/intake/submission.ts";
import type { Traces } from "../../shared/intake/traces.ts";
import { contactOf, inquiryOf } from "../../shared/intake/vault-items.ts";
import type { Put } from "../../shared/ports/store.ts";
import {
  changeRun,
  endedRun,
  endingDrafts,
  statusAfter,
  untoldAlerts,
  withAlert,
} from "../../shared/runs/change-run.ts";
import { newRun, runStartedDraft } from "../../shared/runs/new-run.ts";
import { launch } from "./first-action.ts";
import type { Match } from "./identify.ts";
import type { PlannedCommit } from "./planned-commit.ts";
import { missedCallDrafts, withPostAlerts } from "./post-alerts.ts";

const PURPOSE: RunPurpose = "new-lead";
const REASON = "inquiry_posted";

type NewMatch = Extract<Match, { kind: "new" }>;

/** The transaction that accepts a new lead: lead, run, person, contact points, vault and events, or nothing. */
export function planNewLead(
  submission: Submission,
  match: NewMatch,
  traces: Traces,
  fresh: FreshIds,
  now: number,
): PlannedCommit {
  const { lead: born, person, points } = newLead(submission, match, traces, fresh);
  const { leadId } = born;
  const unborn = present<Lead>({ ...born, reactivation: match.reactivation });
  const { config } = submission.practice;
  const launched = launch(unborn, runOf(submission, match, unborn, now), config, config, now);
  const { run, start } = launched;
  const { lead, events } = withEvents(submission, unborn, [
    ...newLeadDrafts(submission, unborn, run, now),
    ...launched.skipped,
  ]);
  const older = match.older === undefined ? undefined : replaced(submission, match.older, now);
  const puts: Put[] = [
    { entity: "lead", value: lead, expected: "absent" },
    { entity: "run", value: run, expected: "absent" },
    { entity: "person", value: person, expected: match.person?.version ?? "absent" },
    ...points,
    ...externalRefPuts(submission, traces, { leadId, personId: person.personId }),
    { entity: "contact", value: contactOf(submission, leadId), expected: "absent" },
    { entity: "inquiry", value: inquiryOf(submission, leadId, 1), expected: "absent" },
    ...(older?.puts ?? []),
  ];
  return { commit: { puts, events: [...events, ...(older?.events ?? [])] }, leadId, status: "accepted", start };
}

/** The older lead and its run, ended: the person is heard of anew. */
function replaced({ actor }: Submission, { lead, run }: NonNullable<NewMatch["older"]>, now: number) {
  const outcome = "replaced";
  const status = statusAfter(lead, outcome);
  return changeRun(lead, run, {
    now,
    actor,
    lead: { ...lead, status },
    run: endedRun(run, outcome),
    drafts: endingDrafts(lead, run, outcome, status),
  }).commit;
}

function runOf(submission: Submission, { older }: NewMatch, lead: Lead, now: number): Run {
  const { practice, receivedAt } = submission;
  const alerts = older === undefined ? [] : untoldAlerts(older.run);
  const started = { lead, purpose: PURPOSE, configVersion: practice.version, now, enrolledAt: receivedAt, alerts };
  const run = withPostAlerts(newRun(started), submission, now);
  // A campaign brought them back: a person hears of that at once, as of an answer to it.
  return older?.run.purpose === "reactivation" ? withAlert(run, "renewed_interest", now) : run;
}

function newLeadDrafts(submission: Submission, lead: Lead, run: Run, now: number): EventDraft[] {
  const { zones, jurisdictions } = lead.reach;
  return [
    {
      type: "lead.received.v1",
      reason: REASON,
      data: {
        ...sourceData(submission),
        runId: run.runId,
        language: lead.language,
        consents: lead.consents.map((grant) => grant.class),
        zones,
        jurisdictions,
        flags: lead.flags,
        intakeMs: Math.max(0, now - submission.receivedAt),
      },
    },
    ...missedCallDrafts(submission),
    runStartedDraft(run, REASON),
  ];
}

/** The lead under the number of its newest event. */
function withEvents(
  { receivedAt, actor }: Submission,
  lead: Lead,
  drafts: readonly EventDraft[],
): { lead: Lead; events: LeadEvent[] } {
  const { version, events } = appendEvents({ ...lead, version: 0 }, receivedAt, actor, drafts);
  return { lead: { ...lead, version }, events };
}
