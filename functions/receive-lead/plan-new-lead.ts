import { appendEvents, type EventDraft } from "../../shared/contracts/append-events.ts";
import type { ContactPoint, Person } from "../../shared/domain/entities/identity.ts";
import type { Lead } from "../../shared/domain/entities/lead.ts";
import type { Run } from "../../shared/domain/entities/run.ts";
import { learnedName } from "../../shared/domain/identity/learned-name.ts";
import { type LeadId, type PersonId, runIdOf } from "../../shared/domain/ids.ts";
import type { RunPurpose } from "../../shared/domain/vocabulary.ts";
import type { Put } from "../../shared/ports/store.ts";
import type { PointKind } from "./contact-points.ts";
import { launch } from "./first-action.ts";
import type { Match } from "./identify.ts";
import { present } from "./parse-post.ts";
import { externalRefPuts, type PlannedCommit } from "./planned-commit.ts";
import { canonical, pointWith, withPoints } from "./points-of-person.ts";
import { sourceData } from "./source-data.ts";
import type { Submission } from "./submission.ts";
import type { Traces } from "./traces.ts";
import { contactOf, inquiryOf } from "./vault-items.ts";

const PURPOSE: RunPurpose = "new-lead";
/** A new lead begins with two events. */
const FIRST_VERSION = 2;

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

  const lead = leadOf(submission, match, { leadId, personId, phone: phone?.value, email: email?.value });
  const { run, start } = launch(lead, runOf(submission, leadId, now), submission.practice.config, now);
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
  ];
  return { commit: { puts, events: newLeadEvents(submission, lead, run) }, leadId, status: "accepted", start };
}

function leadOf(
  { practice, receivedAt, post, classified, zones, jurisdictions, consents }: Submission,
  { suppressed, conflict, sharedPoint }: NewMatch,
  ids: FreshIds & { phone: ContactPoint | undefined; email: ContactPoint | undefined },
): Lead {
  const { leadId, personId, phone, email } = ids;
  const flags: Lead["flags"] = [];
  if (sharedPoint) flags.push("shared_contact_point");
  if (conflict) flags.push("identity_conflict");
  if (suppressed) flags.push("suppressed_person");
  return present<Lead>({
    practiceId: practice.practiceId,
    leadId,
    personId,
    version: FIRST_VERSION,
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
    flags,
  });
}

function runOf({ practice, receivedAt }: Submission, leadId: LeadId, now: number): Run {
  return {
    practiceId: practice.practiceId,
    leadId,
    runId: runIdOf(leadId, PURPOSE),
    version: 1,
    purpose: PURPOSE,
    generation: 1,
    generationStartedAt: now,
    loops: 0,
    configVersion: practice.version,
    cadence: PURPOSE,
    enrolledAt: receivedAt,
    revivals: 0,
    steps: {},
  };
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

function newLeadEvents(submission: Submission, lead: Lead, run: Run) {
  const { zones, jurisdictions } = lead.reach;
  const { runId, purpose, cadence, configVersion } = run;
  const drafts: EventDraft[] = [
    {
      type: "lead.received.v1",
      reason: "inquiry_posted",
      data: {
        ...sourceData(submission),
        runId,
        language: lead.language,
        consents: lead.consents.map((grant) => grant.class),
        zones,
        jurisdictions,
        flags: lead.flags,
      },
    },
    { type: "run.started.v1", reason: "inquiry_posted", data: { runId, purpose, cadence, configVersion } },
  ];
  const { receivedAt, actor } = submission;
  return appendEvents({ ...lead, version: 0 }, receivedAt, actor, drafts).events;
}
