import { appendEvents, type EventDraft } from "../../shared/contracts/append-events.ts";
import type { LeadEvent } from "../../shared/contracts/events.ts";
import type { ContactPoint, Person } from "../../shared/domain/entities/identity.ts";
import type { Lead } from "../../shared/domain/entities/lead.ts";
import type { Run } from "../../shared/domain/entities/run.ts";
import { canonical } from "../../shared/domain/identity/canonical-point.ts";
import { learnedName } from "../../shared/domain/identity/learned-name.ts";
import { type LeadId, type PersonId, runIdOf } from "../../shared/domain/ids.ts";
import { scoreLead } from "../../shared/domain/scoring/score-lead.ts";
import type { RunPurpose } from "../../shared/domain/vocabulary.ts";
import type { PointKind } from "../../shared/intake/contact-points.ts";
import { externalRefPuts } from "../../shared/intake/external-ref.ts";
import { present } from "../../shared/intake/parsed-post.ts";
import { pointWith, withPoints } from "../../shared/intake/points-of-person.ts";
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
import { sourceData } from "./source-data.ts";

const PURPOSE: RunPurpose = "new-lead";
const REASON = "inquiry_posted";

type NewMatch = Extract<Match, { kind: "new" }>;

/** Ids for what a submission may create. */
export interface FreshIds {
  readonly leadId: LeadId;
  readonly personId: PersonId;
}

/** The transaction that accepts a new lead: lead, run, person, contact points, vault and events, or nothing. */
export function planNewLead(
  submission: Submission,
  match: NewMatch,
  traces: Traces,
  fresh: FreshIds,
  now: number,
): PlannedCommit {
  const { leadId } = fresh;
  const personId = match.person?.personId ?? fresh.personId;
  const name = learnedName(match.person?.name ?? {}, submission.name);
  const owner = { practiceId: submission.practice.practiceId, personId, name };
  const pointOf = (kind: PointKind) => {
    const posted = submission.points[kind];
    const existing = canonical(traces.points[kind]);
    return (
      posted && { value: pointWith(owner, kind, posted, existing), expected: existing?.version ?? ("absent" as const) }
    );
  };
  const phone = pointOf("phone");
  const email = pointOf("email");
  const points = [phone, email].filter((point) => point !== undefined);

  const unborn = leadOf(submission, match, { leadId, personId, phone: phone?.value, email: email?.value });
  const launched = launch(unborn, runOf(submission, match, unborn, now), submission.practice.config, now);
  const { run, start } = launched;
  const { lead, events } = withEvents(submission, unborn, [
    ...newLeadDrafts(submission, unborn, run),
    ...launched.skipped,
  ]);
  const older = match.older === undefined ? undefined : replaced(submission, match.older, now);
  const person = personOf(
    submission,
    match.person,
    owner,
    lead,
    points.map(({ value }) => value),
  );

  const puts: Put[] = [
    { entity: "lead", value: lead, expected: "absent" },
    { entity: "run", value: run, expected: "absent" },
    { entity: "person", value: person, expected: match.person?.version ?? "absent" },
    ...points.map((point): Put => ({ entity: "contactPoint", ...point })),
    ...externalRefPuts(submission, traces, { leadId, personId }),
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

function leadOf(
  { practice, receivedAt, post, classified, minor, zones, jurisdictions, consents }: Submission,
  { suppressed, conflict, sharedPoint }: NewMatch,
  ids: FreshIds & { phone: ContactPoint | undefined; email: ContactPoint | undefined },
): Lead {
  const { leadId, personId, phone, email } = ids;
  const { answers, sensitive } = classified;
  const flags: Lead["flags"] = [];
  if (sharedPoint) flags.push("shared_contact_point");
  if (conflict) flags.push("identity_conflict");
  if (suppressed) flags.push("suppressed_person");
  if (minor) flags.push("minor");
  if (sensitive) flags.push("sensitive");
  const lead = present<Lead>({
    practiceId: practice.practiceId,
    leadId,
    personId,
    version: 1,
    status: "unanswered",
    runId: runIdOf(leadId, PURPOSE),
    receivedAt,
    source: classified.source,
    serviceLine: classified.serviceLine,
    urgency: post.inquiry.urgency ?? "routine",
    relationship: post.inquiry.relationship ?? "new",
    language: classified.language,
    preferredChannel: post.contact.preferredChannel,
    reach: present<Lead["reach"]>({ phone: phone?.pointKey, email: email?.pointKey, zones, jurisdictions }),
    consents,
    inquiries: 1,
    clocks: { startedAt: receivedAt },
    answers,
    flags,
  });
  return { ...lead, score: scoreLead(practice.config.scoring, lead) };
}

function runOf({ practice, receivedAt, emergency }: Submission, { older }: NewMatch, lead: Lead, now: number): Run {
  const alerts = older === undefined ? [] : untoldAlerts(older.run);
  const started = { lead, purpose: PURPOSE, configVersion: practice.version, now, enrolledAt: receivedAt, alerts };
  const run = newRun(started);
  return emergency ? withAlert(run, "emergency", now) : run;
}

function personOf(
  { receivedAt }: Submission,
  known: Person | undefined,
  owner: Pick<Person, "practiceId" | "personId" | "name">,
  { leadId, runId }: Lead,
  points: readonly ContactPoint[],
): Person {
  return {
    ...owner,
    version: (known?.version ?? 0) + 1,
    points: withPoints(known?.points ?? [], points),
    leadId,
    inquiredAt: receivedAt,
    activeRunId: runId,
  };
}

function newLeadDrafts(submission: Submission, lead: Lead, run: Run): EventDraft[] {
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
      },
    },
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
