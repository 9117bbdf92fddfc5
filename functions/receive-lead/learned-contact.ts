import type { Reach } from "../../shared/domain/entities/lead.ts";
import type { Contact } from "../../shared/domain/entities/vault.ts";
import { impliedPlaces } from "../../shared/domain/places/implied-places.ts";
import { present } from "../../shared/domain/present.ts";
import type { Link } from "../../shared/intake/links.ts";
import type { Submission } from "../../shared/intake/submission.ts";
import type { KnownLead } from "./identify.ts";
import type { PostWeight } from "./post-weight.ts";

/** Number, address and whereabouts that a person gave last are the ones that hold; a name or a date of birth only fills gaps. */
export function learnedContact(
  { post, state, birthDate, practice }: Submission,
  { lead, contact }: KnownLead,
  links: readonly Link[],
): Contact {
  const { firstName, lastName, postalCode } = post.contact;
  return present<Contact>({
    practiceId: practice.practiceId,
    leadId: lead.leadId,
    version: 1,
    ...present<Partial<Contact>>({ firstName, lastName, birthDate }),
    ...contact,
    ...present<Partial<Contact>>({ postalCode, state }),
    ...Object.fromEntries(links.map(({ kind, value }) => [kind, value])),
  });
}

/**
 * Where the lead may be reached: every place that was ever implied, and no zone at all while its number, its postal code or
 * the posted one is abroad. Only a post that counts in full may give zones to a lead without any: that allows messages.
 */
export function learnedReach(
  reach: Reach,
  contact: Contact | undefined,
  { post, state }: Submission,
  { links, weight }: { links: readonly Link[]; weight: PostWeight },
): Reach {
  const e164 = contact?.phone;
  const implied = [
    impliedPlaces({ e164, postalCode: contact?.postalCode, state: contact?.state }),
    impliedPlaces({ e164, postalCode: post.contact.postalCode, state }),
  ];
  const unknown = implied.some(({ abroad }) => abroad) || (weight !== "full" && reach.zones.length === 0);
  return {
    ...reach,
    ...Object.fromEntries(links.map(({ kind, point }) => [kind, point.pointKey])),
    zones: unknown
      ? []
      : union(
          reach.zones,
          implied.flatMap(({ zones }) => zones),
        ),
    jurisdictions: union(
      reach.jurisdictions,
      implied.flatMap(({ jurisdictions }) => jurisdictions),
    ),
  };
}

/** All of both, each once, the known ones first. */
export function union<T>(known: readonly T[], added: readonly T[]): T[] {
  return [...new Set([...known, ...added])];
}
