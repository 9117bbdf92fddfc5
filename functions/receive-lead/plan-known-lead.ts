import { isDeepStrictEqual } from "node:util";
import { appendEvents, type EventDraft } from "../../shared/contracts/append-events.ts";
import type { PracticeConfig } from "../../shared/contracts/practice.ts";
import type { Person } from "../../shared/domain/entities/identity.ts";
import type { Lead } from "../../shared/domain/entities/lead.ts";
import type { Put } from "../../shared/ports/store.ts";
import { nextGeneration } from "../../shared/runs/restart-run.ts";
import { launch } from "./first-action.ts";
import type { Match } from "./identify.ts";
import { learn } from "./learn.ts";
import { changesOf } from "./learned-changes.ts";
import { withoutOlderAcknowledgements } from "./older-acknowledgements.ts";
import { externalRefPuts, type PlannedCommit } from "./planned-commit.ts";
import { sourceData } from "./source-data.ts";
import type { Submission } from "./submission.ts";
import type { Traces } from "./traces.ts";
import { inquiryOf } from "./vault-items.ts";

type JoinMatch = Extract<Match, { kind: "join" }>;
type AgainMatch = Extract<Match, { kind: "again" }>;

/** A repeated post: its words and what it adds go to the lead that is there; nothing is started. */
export function planJoin(submission: Submission, match: JoinMatch, traces: Traces, now: number): PlannedCommit {
  const { lead, person, puts } = learn(submission, match, traces);
  const drafts: EventDraft[] = [
    {
      type: "lead.inquiry_joined.v1",
      reason: match.why === "recent" ? "posted_again" : "delivered_again",
      data: { ...sourceData(submission), ...changesOf(match.lead, lead), match: match.why },
    },
  ];
  // Another delivery of an old submission is no new sign of life.
  const seen = match.why === "recent" ? inquired(person, submission) : person;
  const changed = knownLeadPuts(submission, match, traces, { lead, person: seen }, drafts.length);
  return {
    commit: { puts: [...changed, ...puts], events: appendEvents(match.lead, now, submission.actor, drafts).events },
    leadId: lead.leadId,
    status: "duplicate",
  };
}

/** A later inquiry while the follow-up is under way: the clocks restart and a new generation of the same run answers it. */
export function planAgain(
  submission: Submission,
  match: AgainMatch,
  traces: Traces,
  /** The configuration that the run started with. */
  config: PracticeConfig,
  now: number,
): PlannedCommit {
  const learned = learn(submission, match, traces);
  const lead: Lead = {
    ...learned.lead,
    status: "unanswered",
    inquiries: learned.lead.inquiries + 1,
    clocks: { startedAt: submission.receivedAt },
  };
  const { run: stored } = match;
  const next = nextGeneration(stored, now);
  const { run, start } = launch(lead, withoutOlderAcknowledgements(next, config, lead.inquiries), config, now);
  const drafts = againDrafts(submission, match, lead, run.generation);
  const person = inquired(learned.person, submission);
  const puts: Put[] = [
    ...knownLeadPuts(submission, match, traces, { lead, person }, drafts.length),
    { entity: "run", value: run, expected: stored.version },
    ...learned.puts,
  ];
  const { leadId } = lead;
  const { events } = appendEvents(match.lead, now, submission.actor, drafts);
  return { commit: { puts, events }, leadId, status: "accepted", start };
}

function againDrafts(
  submission: Submission,
  { lead: before, run }: AgainMatch,
  lead: Lead,
  generation: number,
): EventDraft[] {
  const reason = "inquired_again";
  return [
    {
      type: "lead.inquired_again.v1",
      reason,
      data: { ...sourceData(submission), ...changesOf(before, lead), inquiry: lead.inquiries },
    },
    ...(before.status === lead.status
      ? []
      : [{ type: "lead.status_changed.v1" as const, reason, data: { from: before.status, to: lead.status } }]),
    { type: "run.restarted.v1", reason, data: { runId: run.runId, generation, why: reason } },
  ];
}

function inquired(person: Person, { receivedAt }: Submission): Person {
  return { ...person, inquiredAt: Math.max(person.inquiredAt, receivedAt) };
}

/** Lead, person and inquiry; the inquiry is filed under the first event of the commit. */
function knownLeadPuts(
  submission: Submission,
  { lead: { version, leadId }, person: stored }: JoinMatch | AgainMatch,
  traces: Traces,
  { lead, person }: { lead: Lead; person: Person },
  eventCount: number,
): Put[] {
  const puts: Put[] = [
    { entity: "lead", value: { ...lead, version: version + eventCount }, expected: version },
    { entity: "inquiry", value: inquiryOf(submission, leadId, version + 1), expected: "absent" },
    ...externalRefPuts(submission, traces, { leadId, personId: stored.personId }),
  ];
  if (!isDeepStrictEqual(person, stored))
    puts.push({ entity: "person", value: { ...person, version: stored.version + 1 }, expected: stored.version });
  return puts;
}
