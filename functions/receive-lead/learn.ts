import { isDeepStrictEqual } from "node:util";
import type { ContactPoint, Person } from "../../shared/domain/entities/identity.ts";
import type { ConsentGrant, Lead } from "../../shared/domain/entities/lead.ts";
import type { Contact } from "../../shared/domain/entities/vault.ts";
import type { Put } from "../../shared/ports/store.ts";
import type { PointKind } from "./contact-points.ts";
import type { KnownLead, Match, Traces } from "./identify.ts";
import { present } from "./parse-post.ts";
import { canonical, learnedName, pointWith, withPoints } from "./points-of-person.ts";
import type { Submission } from "./submission.ts";

/** A known lead after another post about it: entities still under their stored versions, and the puts of what it touches. */
export interface Learned {
  readonly lead: Lead;
  readonly person: Person;
  /** Contact and contact points that changed. */
  readonly puts: Put[];
}

/** A posted contact point that is this person's, or nobody's yet. */
interface Link {
  readonly kind: PointKind;
  readonly value: string;
  readonly point: ContactPoint;
  readonly existing: ContactPoint | undefined;
}

const URGENCIES: readonly Lead["urgency"][] = ["routine", "soon", "urgent"];

/** What a further post adds to a lead. It never widens the lead's reach to a contact point of another person. */
export function learn(submission: Submission, known: KnownLead & Match, traces: Traces): Learned {
  const person = { ...known.person, name: learnedName(known.person.name, submission) };
  const links = linksOf(submission, person, traces);
  const { reach, ...lead } = known.lead;
  const { post, classified, zones, jurisdictions } = submission;
  const { urgency, relationship } = post.inquiry;
  return {
    lead: present<Lead>({
      ...lead,
      urgency: URGENCIES.findLast((word) => word === urgency || word === lead.urgency) ?? lead.urgency,
      // Who was once called a patient gets no sales messages.
      relationship: relationship === "existing" ? relationship : lead.relationship,
      serviceLine: lead.serviceLine ?? classified.serviceLine,
      language: post.contact.preferredLanguage === undefined ? lead.language : classified.language,
      preferredChannel: post.contact.preferredChannel ?? lead.preferredChannel,
      reach: {
        ...reach,
        ...Object.fromEntries(links.map(({ kind, point }) => [kind, point.pointKey])),
        zones: union(reach.zones, zones),
        jurisdictions: union(reach.jurisdictions, jurisdictions),
      },
      consents: learnedConsents(known.lead, submission, links),
      flags: union(lead.flags, [
        ...(known.suppressed ? (["suppressed_person"] as const) : []),
        ...(known.conflict ? (["identity_conflict"] as const) : []),
      ]),
    }),
    person: {
      ...person,
      points: withPoints(
        person.points,
        links.map(({ point }) => point),
      ),
    },
    puts: [...links.flatMap(pointPuts), ...contactPuts(submission, known, links)],
  };
}

function linksOf({ points }: Submission, person: Person, traces: Traces): Link[] {
  return (["phone", "email"] as const).flatMap((kind) => {
    const posted = points[kind];
    const existing = canonical(traces.points[kind]);
    const free = existing === undefined || existing.persons.length === 0;
    if (posted === undefined || !(free || existing.persons.some(({ personId }) => personId === person.personId)))
      return [];
    return [{ kind, value: posted.value, existing, point: pointWith(person, kind, posted, existing) }];
  });
}

function pointPuts({ point, existing }: Link): Put[] {
  if (existing !== undefined && isDeepStrictEqual(existing.persons, point.persons)) return [];
  return [{ entity: "contactPoint", value: point, expected: existing?.version ?? "absent" }];
}

/** The number or address that a person gave last is where they want to be reached; other fields only fill gaps. */
function contactPuts(
  { post, state, practice }: Submission,
  { lead, contact }: KnownLead,
  links: readonly Link[],
): Put[] {
  const { firstName, lastName, postalCode } = post.contact;
  const learned = present<Contact>({
    practiceId: practice.practiceId,
    leadId: lead.leadId,
    version: 1,
    ...present<Partial<Contact>>({ firstName, lastName, postalCode, state }),
    ...contact,
    ...Object.fromEntries(links.map(({ kind, value }) => [kind, value])),
  });
  if (isDeepStrictEqual(learned, contact)) return [];
  const value = contact === undefined ? learned : { ...learned, version: contact.version + 1 };
  return [{ entity: "contact", value, expected: contact?.version ?? "absent" }];
}

/** Grants of the new post for contact points that are the lead's own; what it refuses, and what held for a replaced number, ends. */
function learnedConsents(
  { reach, consents }: Lead,
  { consents: given, post }: Submission,
  links: readonly Link[],
): ConsentGrant[] {
  const linked = new Map(links.map(({ kind, point }) => [kind, point.pointKey]));
  const replaced = (kind: PointKind) =>
    linked.has(kind) && reach[kind] !== undefined && reach[kind] !== linked.get(kind);
  const fresh = given.filter((grant) => linked.has(kindOf(grant)));
  const kept = consents.filter(
    (grant) =>
      !replaced(kindOf(grant)) &&
      post.consent[channelOf(grant)] !== false &&
      !fresh.some((other) => other.class === grant.class),
  );
  return [...kept, ...fresh];
}

function channelOf(grant: ConsentGrant): "sms" | "call" | "email" {
  if (grant.class === "email") return "email";
  return grant.class.startsWith("sms.") ? "sms" : "call";
}

function kindOf(grant: ConsentGrant): PointKind {
  return grant.class === "email" ? "email" : "phone";
}

function union<T>(known: readonly T[], added: readonly T[]): T[] {
  return [...new Set([...known, ...added])];
}
