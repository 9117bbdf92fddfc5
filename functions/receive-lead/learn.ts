import { isDeepStrictEqual } from "node:util";
import type { Person } from "../../shared/domain/entities/identity.ts";
import type { Lead } from "../../shared/domain/entities/lead.ts";
import type { Contact } from "../../shared/domain/entities/vault.ts";
import { learnedName } from "../../shared/domain/identity/learned-name.ts";
import { present } from "../../shared/domain/present.ts";
import { scoreLead } from "../../shared/domain/scoring/score-lead.ts";
import { linkPuts, linksOf } from "../../shared/intake/links.ts";
import { withPoints } from "../../shared/intake/points-of-person.ts";
import type { Submission } from "../../shared/intake/submission.ts";
import type { Traces } from "../../shared/intake/traces.ts";
import type { Put } from "../../shared/ports/store.ts";
import type { KnownLead, Match } from "./identify.ts";
import { changesConsents, learnedConsents } from "./learned-consents.ts";
import { learnedContact, learnedReach, union } from "./learned-contact.ts";
import { type PostWeight, weightOf } from "./post-weight.ts";

/** A known lead after another post about it: entities still under their stored versions, and the puts of what it touches. */
export interface Learned {
  readonly lead: Lead;
  readonly person: Person;
  /** Contact and contact points that changed. */
  readonly puts: Put[];
}

const URGENCIES: readonly Lead["urgency"][] = ["routine", "soon", "urgent"];

/** What a further post changes of a lead, as far as it may (ADR 6). Never widens its reach to another person's contact point. */
export function learn(submission: Submission, known: KnownLead & Match, traces: Traces): Learned {
  const weight = weightOf(submission, known);
  const counts = weight === "full";
  const { lead, contact: before } = known;
  const person = counts ? { ...known.person, name: learnedName(known.person.name, submission.name) } : known.person;
  const links = counts ? linksOf(submission, { ...person, leadId: lead.leadId }, traces) : [];
  const contact = counts ? learnedContact(submission, known, links) : before;
  const { urgency } = submission.post.inquiry;
  const points = links.map(({ point }) => point);
  const learned = {
    ...lead,
    ...(counts ? wishes(submission, lead) : {}),
    urgency: URGENCIES.findLast((word) => word === urgency || word === lead.urgency) ?? lead.urgency,
    serviceLine: lead.serviceLine ?? submission.classified.serviceLine,
    relationship: learnedRelationship(lead, submission, weight),
    reach: learnedReach(lead.reach, contact, submission, { links, weight }),
    consents: learnedConsents(lead, submission, links, weight),
    flags: union(lead.flags, newFlags(submission, known, weight)),
  };
  return {
    lead: present<Lead>({ ...learned, score: scoreLead(submission.practice.config.scoring, learned) }),
    person: counts ? { ...person, points: withPoints(person.points, points) } : person,
    puts: [...links.flatMap(linkPuts), ...contactPuts(contact, before)],
  };
}

function wishes({ post, classified }: Submission, lead: Lead): Pick<Lead, "language" | "preferredChannel" | "answers"> {
  const { preferredLanguage, preferredChannel = lead.preferredChannel } = post.contact;
  const { answers } = classified;
  return {
    language: preferredLanguage === undefined ? lead.language : classified.language,
    ...(preferredChannel === undefined ? {} : { preferredChannel }),
    ...(answers === undefined ? {} : { answers: { ...lead.answers, ...answers } }),
  };
}

/** Who was once called a patient gets no sales messages. */
function learnedRelationship(lead: Lead, { post }: Submission, weight: PostWeight): Lead["relationship"] {
  return weight !== "none" && post.inquiry.relationship === "existing" ? "existing" : lead.relationship;
}

function newFlags(submission: Submission, known: KnownLead & Match, weight: PostWeight): Lead["flags"] {
  const flags: Lead["flags"] = [];
  if (known.suppressed) flags.push("suppressed_person");
  // Whoever may take consent away may also say that this is not for automated messages.
  if (submission.minor && weight !== "none") flags.push("minor");
  if (submission.classified.sensitive && weight !== "none") flags.push("sensitive");
  if (known.conflict || (weight === "none" && saysMore(submission, known.lead))) flags.push("identity_conflict");
  return flags;
}

/** Whether a post would change who the lead is or what it allows, if it counted. */
function saysMore(submission: Submission, lead: Lead): boolean {
  const { points, post } = submission;
  const isForeign = (kind: "phone" | "email") => {
    const known = lead.reach[kind];
    return points[kind] !== undefined && (known === undefined || !points[kind].keys.includes(known));
  };
  const turnsPatient = post.inquiry.relationship === "existing" && lead.relationship !== "existing";
  return isForeign("phone") || isForeign("email") || turnsPatient || changesConsents(lead, submission);
}

function contactPuts(learned: Contact | undefined, before: Contact | undefined): Put[] {
  if (learned === undefined || isDeepStrictEqual(learned, before)) return [];
  const value = before === undefined ? learned : { ...learned, version: before.version + 1 };
  return [{ entity: "contact", value, expected: before?.version ?? "absent" }];
}
