import type { ContactPoint, Person } from "../domain/entities/identity.ts";
import { canonical } from "../domain/identity/canonical-point.ts";
import type { Put } from "../ports/store.ts";
import type { PointKind, PostedPoint } from "./contact-points.ts";

/** Persons remembered per contact point, and contact points per person: bounds the items, far above any real household. */
const MAX_LINKS = 100;

/** Whom a contact point is linked to: a person, and the lead whose contact holds the number or address. */
export type PointOwner = Pick<Person, "practiceId" | "personId" | "name" | "leadId">;

/** The contact point with this person in it; a new one is written under the newest key. */
export function pointWith(
  { practiceId, personId, name, leadId }: PointOwner,
  kind: PointKind,
  posted: PostedPoint,
  existing: ContactPoint | undefined,
): ContactPoint {
  const entry = { personId, name };
  if (existing === undefined) {
    const [pointKey] = posted.keys;
    if (pointKey === undefined) throw new RangeError("expected at least one key per contact point; check the key ring");
    return { practiceId, pointKey, kind, version: 1, persons: [entry], leadId, ledger: [] };
  }
  const known = existing.persons.some((other) => other.personId === personId);
  const persons = known
    ? existing.persons.map((other) => (other.personId === personId ? { ...other, name } : other))
    : [...existing.persons, entry].slice(-MAX_LINKS);
  return { leadId, ...existing, version: existing.version + 1, persons };
}

/** Writes a contact point with this person in it. `stored` is what there is of it. */
export function pointPut(
  owner: PointOwner,
  kind: PointKind,
  posted: PostedPoint,
  stored: readonly ContactPoint[],
): Put<"contactPoint"> {
  const existing = canonical(stored);
  const value = pointWith(owner, kind, posted, existing);
  return { entity: "contactPoint", value, expected: existing?.version ?? "absent" };
}

/** The person's contact points with these added. The oldest are kept: an opt-out on one of them covers the person. */
export function withPoints(known: Person["points"], added: readonly ContactPoint[]): Person["points"] {
  return [...new Set([...known, ...added.map(({ pointKey }) => pointKey)])].slice(0, MAX_LINKS);
}
