import type { Warning } from "../../shared/contracts/lead-api.ts";
import type { PracticeConfig } from "../../shared/contracts/practice.ts";
import type { FreshIds } from "../../shared/intake/new-lead.ts";
import type { Submission } from "../../shared/intake/submission.ts";
import type { Traces } from "../../shared/intake/traces.ts";
import { idempotencyRecord, type Repeatable } from "./idempotency.ts";
import type { Match } from "./identify.ts";
import { planAgain, planJoin } from "./plan-known-lead.ts";
import { planNewLead } from "./plan-new-lead.ts";
import type { AnsweredCommit, PlannedCommit } from "./planned-commit.ts";

/** Everything that a commit is built from. */
export interface CommitFacts {
  readonly submission: Submission;
  readonly match: Match;
  readonly traces: Traces;
  readonly repeatable: Repeatable | undefined;
  /** The configuration that the run under way started with; the current one for a new lead. */
  readonly runConfig: PracticeConfig;
  readonly fresh: FreshIds;
  readonly now: number;
}

/** Builds the one transaction of a post. Pure: after a conflict it is built again from what was read again. */
export function planCommit(facts: CommitFacts): AnsweredCommit {
  const { submission, repeatable, traces, now } = facts;
  const warnings = [...submission.warnings, ...reuseWarnings(facts)];
  const plan = { ...planOf(facts), warnings };
  if (repeatable === undefined) return plan;
  const { leadId, status, commit } = plan;
  const answer = { practiceId: submission.practice.practiceId, leadId, status, warnings };
  const record = idempotencyRecord(repeatable, answer, traces.remembered, now);
  const expected = traces.remembered?.version ?? "absent";
  return { ...plan, commit: { ...commit, puts: [...commit.puts, { entity: "idempotency", value: record, expected }] } };
}

function planOf({ submission, match, traces, runConfig, fresh, now }: CommitFacts): PlannedCommit {
  switch (match.kind) {
    case "new":
      return planNewLead(submission, match, traces, fresh, now);
    case "join":
      return planJoin(submission, match, traces, now);
    case "again":
      return planAgain(submission, match, traces, runConfig, now);
  }
}

/** The source's id is known, and yet this is not another delivery of that submission. */
function reuseWarnings({ match, traces }: CommitFacts): Warning[] {
  const isDelivery = match.kind === "join" && match.why === "external_id";
  if (traces.externalRef === undefined || isDelivery) return [];
  return [{ code: "external_id_reused", path: "source.externalId" }];
}
