import { namesConflict, namesMatch } from "../contact/name.ts";
import type { ContactPoint, NameKeys } from "../entities/identity.ts";
import type { PersonId } from "../ids.ts";

/**
 * Whose inquiry it is. `conflict`: several persons fit equally well, so staff should look. `sharedPoint`: a new person under a
 * contact point that others use.
 */
export type ResolvedPerson =
  | { kind: "known"; personId: PersonId; conflict: boolean }
  | { kind: "new"; sharedPoint: boolean; conflict: boolean };

/** One person under one contact point. */
interface Known {
  readonly personId: PersonId;
  readonly name: NameKeys;
  readonly kind: ContactPoint["kind"];
}

const KINDS = ["phone", "email"] as const;

/**
 * The person that an inquiry belongs to, among those known under its contact points. Whose name conflicts with it under any
 * of them is out. Of the others those count who fit best: by name (the same before similar before unknown), then by being
 * known under both number and address. When several of these share the number or the address, as for a nameless inquiry on a
 * family's number, it is nobody's: a person of its own. When one has the number and another the address, the number
 * decides. Persons are never merged.
 */
export function resolvePerson(input: { points: readonly ContactPoint[]; name: NameKeys }): ResolvedPerson {
  const known = KINDS.flatMap((kind) => knownUnder(input.points, kind));
  const others = idsOf(known.filter(({ name }) => namesConflict(name, input.name)));
  const fitting = known.filter(({ personId }) => !others.has(personId));

  const best = knownUnderBoth(bestNamed(fitting, input.name));
  const [first] = best;
  if (first === undefined) return { kind: "new", sharedPoint: others.size > 0, conflict: false };
  const isShared = KINDS.some((kind) => idsOf(best.filter((one) => one.kind === kind)).size > 1);
  if (isShared) return { kind: "new", sharedPoint: true, conflict: true };
  return { kind: "known", personId: first.personId, conflict: idsOf(best).size > 1 };
}

function knownUnder(points: readonly ContactPoint[], kind: ContactPoint["kind"]): Known[] {
  return points.flatMap((point) => (point.kind === kind ? point.persons.map((person) => ({ ...person, kind })) : []));
}

function bestNamed(known: readonly Known[], name: NameKeys): readonly Known[] {
  const same = known.filter((person) => isSame(person.name, name));
  const similar = known.filter((person) => namesMatch(person.name, name));
  const ids = idsOf(same.length > 0 ? same : similar);
  return ids.size > 0 ? known.filter(({ personId }) => ids.has(personId)) : known;
}

/** Nothing is the same as nothing: a nameless inquiry is the nameless person's before anyone else's. */
function isSame(a: NameKeys, b: NameKeys): boolean {
  return (a.full !== undefined && a.full === b.full) || (a.first === b.first && a.last === b.last);
}

function knownUnderBoth(known: readonly Known[]): readonly Known[] {
  const byAddress = idsOf(known.filter(({ kind }) => kind === "email"));
  const both = idsOf(known.filter(({ kind, personId }) => kind === "phone" && byAddress.has(personId)));
  return both.size > 0 ? known.filter(({ personId }) => both.has(personId)) : known;
}

function idsOf(known: readonly Known[]): ReadonlySet<PersonId> {
  return new Set(known.map(({ personId }) => personId));
}
