import { isDeepStrictEqual } from "node:util";
import { appendEvents, type EventDraft } from "../../shared/contracts/append-events.ts";
import type { PracticeConfig } from "../../shared/contracts/practice.ts";
import type { FollowUpInput } from "../../shared/contracts/workflow.ts";
import type { Person } from "../../shared/domain/entities/identity.ts";
import type { Lead } from "../../shared/domain/entities/lead.ts";
import { externalRefPuts } from "../../shared/intake/external-ref.ts";
import { sourceData } from "../../shared/intake/source-data.ts";
import type { Submission } from "../../shared/intake/submission.ts";
import type { Traces } from "../../shared/intake/traces.ts";
import { inquiryOf } from "../../shared/intake/vault-items.ts";
import type { Commit, Put } from "../../shared/ports/store.ts";
import { changeRun, type RunChange } from "../../shared/runs/change-run.ts";
import { nextGeneration } from "../../shared/runs/generation.ts";
import { launch } from "./first-action.ts";
import type { Match } from "./identify.ts";
import { learn } from "./learn.ts";
import { changesOf } from "./learned-changes.ts";
import { withoutOlderAcknowledgements } from "./older-acknowledgements.ts";
import type { PlannedCommit } from "./planned-commit.ts";
import { missedCallDrafts, withoutCall, withPostAlerts } from "./post-alerts.ts";

type JoinMatch = Extract<Match, { kind: "join" }>;
type AgainMatch = Extract<Match, { kind: "again" }>;

/** A repeated post: its words and what it adds go to the lead that is there. Nothing is started, but to tell staff of an emergency, or of a call. */
export function planJoin(submission: Submission, match: JoinMatch, traces: Traces, now: number): PlannedCommit {
  const { lead, person, puts } = learn(submission, match, traces);
  const drafts: EventDraft[] = [
    {
      type: "lead.inquiry_joined.v1",
      reason: match.why === "recent" ? "posted_again" : "delivered_again",
      data: { ...sourceData(submission), ...changesOf(match.lead, lead), match: match.why },
    },
    ...(match.why === "recent" ? missedCallDrafts(submission) : []),
  ];
  // Another delivery of an old submission is no new sign of life.
  const seen = match.why === "recent" ? inquired(person, submission) : person;
  const { commit, start } = joined(submission, match, { now, actor: submission.actor, lead, drafts });
  const more = [...knownLeadPuts(submission, match, traces, seen), ...puts];
  return {
    commit: { puts: [...commit.puts, ...more], events: commit.events },
    leadId: lead.leadId,
    status: "duplicate",
    ...(start === undefined ? {} : { start }),
  };
}

function joined(
  submission: Submission,
  { lead, run, why }: JoinMatch,
  change: Pick<RunChange, "now" | "actor" | "lead" | "drafts">,
): { commit: Commit; start?: FollowUpInput } {
  const { now, actor, drafts } = change;
  // Once for each inquiry; another delivery of a call is no other call.
  const told = run && withPostAlerts(run, why === "recent" ? submission : withoutCall(submission), now, lead);
  if (run !== undefined && told !== undefined && told !== run)
    return changeRun(lead, run, { ...change, run: told, restart: "alert" });
  const { version, events } = appendEvents(lead, now, actor, drafts);
  return { commit: { puts: [{ entity: "lead", value: { ...change.lead, version }, expected: lead.version }], events } };
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
  const next = withoutOlderAcknowledgements(nextGeneration(stored, now), config, lead.inquiries);
  const told = withPostAlerts(next, submission, now);
  const { run, start, skipped } = launch(lead, told, config, submission.practice.config, now);
  const drafts = [...againDrafts(submission, match, lead, run.generation), ...skipped];
  const { version, events } = appendEvents(match.lead, now, submission.actor, drafts);
  // A run that had ended and was opened again by a reply is the person's active one from now on.
  const person = { ...inquired(learned.person, submission), activeRunId: run.runId };
  const puts: Put[] = [
    { entity: "lead", value: { ...lead, version }, expected: match.lead.version },
    { entity: "run", value: run, expected: stored.version },
    ...knownLeadPuts(submission, match, traces, person),
    ...learned.puts,
  ];
  return { commit: { puts, events }, leadId: lead.leadId, status: "accepted", start };
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
    ...missedCallDrafts(submission),
    ...(before.status === lead.status
      ? []
      : [{ type: "lead.status_changed.v1" as const, reason, data: { from: before.status, to: lead.status } }]),
    { type: "run.restarted.v1", reason, data: { runId: run.runId, generation, why: reason } },
  ];
}

function inquired(person: Person, { receivedAt }: Submission): Person {
  return { ...person, inquiredAt: Math.max(person.inquiredAt, receivedAt) };
}

/** Person and inquiry; the inquiry is filed under the first event of the commit. */
function knownLeadPuts(
  submission: Submission,
  { lead: { version, leadId }, person: stored }: JoinMatch | AgainMatch,
  traces: Traces,
  person: Person,
): Put[] {
  const puts: Put[] = [
    { entity: "inquiry", value: inquiryOf(submission, leadId, version + 1), expected: "absent" },
    ...externalRefPuts(submission, traces, { leadId, personId: stored.personId }),
  ];
  if (!isDeepStrictEqual(person, stored))
    puts.push({ entity: "person", value: { ...person, version: stored.version + 1 }, expected: stored.version });
  return puts;
}
