import type { ContactPoint, Person } from "../domain/entities/identity.ts";
import type { Lead } from "../domain/entities/lead.ts";
import { learnedName } from "../domain/identity/learned-name.ts";
import { type LeadId, type PersonId, runIdOf } from "../domain/ids.ts";
import { present } from "../domain/present.ts";
import { firstReviewAt } from "../domain/retention/review.ts";
import { scoreLead } from "../domain/scoring/score-lead.ts";
import type { Put } from "../ports/store.ts";
import type { PointKind } from "./contact-points.ts";
import { pointPut, withPoints } from "./points-of-person.ts";
import type { Submission } from "./submission.ts";
import type { Traces } from "./traces.ts";

/** Ids for what a submission may create. */
export interface FreshIds {
  readonly leadId: LeadId;
  readonly personId: PersonId;
}

/** What is known of the person that a new lead is about. */
export interface NewMatch {
  /** Undefined when nobody is known who it could be. */
  readonly person: Person | undefined;
  /** Somebody opted out on one of their contact points. */
  readonly suppressed: boolean;
  /** Several persons fit equally well. */
  readonly conflict: boolean;
  /** Others use one of the contact points. */
  readonly sharedPoint: boolean;
  /** The practice knows them as a patient. @default false */
  readonly isPatient?: boolean;
}

/** A lead that is about to be written, with its person and the contact points that both are known under. */
export interface NewLead {
  readonly lead: Lead;
  readonly person: Person;
  readonly points: readonly Put<"contactPoint">[];
}

/** Builds a new lead from a submission: waiting for its first response, in its first run, under version 1. */
export function newLead(submission: Submission, match: NewMatch, traces: Traces, fresh: FreshIds): NewLead {
  const { leadId } = fresh;
  const { practiceId } = submission.practice;
  const personId = match.person?.personId ?? fresh.personId;
  const name = learnedName(match.person?.name ?? {}, submission.name);
  const owner = { practiceId, personId, name, leadId };
  const pointOf = (kind: PointKind) => {
    const posted = submission.points[kind];
    return posted && pointPut(owner, kind, posted, traces.points[kind]);
  };
  const [phone, email] = [pointOf("phone"), pointOf("email")];
  const points = [phone, email].filter((point) => point !== undefined);
  const earlierLeadId = match.person?.leadId;
  const lead = leadOf(submission, match, { leadId, personId, earlierLeadId, phone: phone?.value, email: email?.value });
  const person = personOf(submission, match.person, { practiceId, personId, name }, lead, points);
  return { lead, person, points };
}

function leadOf(
  { practice, receivedAt, post, classified, minor, zones, jurisdictions, consents, mystery }: Submission,
  { suppressed, conflict, sharedPoint, isPatient = false }: NewMatch,
  ids: FreshIds & {
    earlierLeadId: LeadId | undefined;
    phone: ContactPoint | undefined;
    email: ContactPoint | undefined;
  },
): Lead {
  const { leadId, personId, earlierLeadId, phone, email } = ids;
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
    earlierLeadId,
    version: 1,
    status: "unanswered",
    runId: runIdOf(leadId, "new-lead"),
    receivedAt,
    source: classified.source,
    serviceLine: classified.serviceLine,
    urgency: post.inquiry.urgency ?? "routine",
    relationship: isPatient ? "existing" : (post.inquiry.relationship ?? "new"),
    language: classified.language,
    preferredChannel: post.contact.preferredChannel,
    reach: present<Lead["reach"]>({ phone: phone?.pointKey, email: email?.pointKey, zones, jurisdictions }),
    consents,
    inquiries: 1,
    clocks: { startedAt: receivedAt },
    answers,
    mystery,
    flags,
  });
  return { ...lead, score: scoreLead(practice.config.scoring, lead) };
}

function personOf(
  { receivedAt }: Submission,
  known: Person | undefined,
  owner: Pick<Person, "practiceId" | "personId" | "name">,
  { leadId, runId }: Lead,
  points: NewLead["points"],
): Person {
  return {
    ...present<Pick<Person, "legalHold">>({ legalHold: known?.legalHold }),
    reviewAt: known?.reviewAt ?? firstReviewAt(leadId),
    ...owner,
    version: (known?.version ?? 0) + 1,
    points: withPoints(
      known?.points ?? [],
      points.map(({ value }) => value),
    ),
    leadId,
    inquiredAt: receivedAt,
    activeRunId: runId,
  };
}
