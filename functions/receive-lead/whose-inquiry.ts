import { isDeepStrictEqual } from "node:util";
import { namesConflict } from "../../shared/domain/contact/name.ts";
import type { ContactPoint, NameKeys } from "../../shared/domain/entities/identity.ts";
import { type ResolvedPerson, resolvePerson } from "../../shared/domain/identity/resolve-person.ts";

/** Whose inquiry it is, and whether several persons would have fitted. */
export type Whose =
  | Extract<ResolvedPerson, { kind: "known" }>
  | (Extract<ResolvedPerson, { kind: "new" }> & { conflict: boolean });

type Known = ContactPoint["persons"][number];

/**
 * Resolves the person among those who fit best: by name (the same before similar before unknown), then by being known under
 * every posted contact point. When several fit equally well under the very same contact points, say a nameless inquiry on a
 * family's number, it is nobody's: a person of its own, for staff to sort out.
 */
export function whoseInquiry(points: readonly ContactPoint[], name: NameKeys): Whose {
  const narrowed = knownEverywhere(bestNamed(points, name));
  const resolved = resolvePerson({ points: narrowed, name });
  if (resolved.kind === "new") return { ...resolved, conflict: false };
  const shared = narrowed.some(({ persons }) => persons.filter(fits(name)).length > 1);
  return resolved.conflict && shared ? { kind: "new", sharedPoint: true, conflict: true } : resolved;
}

function bestNamed(points: readonly ContactPoint[], name: NameKeys): readonly ContactPoint[] {
  const same = (known: Known) => isDeepStrictEqual({ ...known.name }, { ...name });
  const similar = (known: Known) =>
    fits(name)(known) && (equal(known.name.first, name.first) || equal(known.name.last, name.last));
  const test = [same, similar].find((candidate) => points.some(({ persons }) => persons.some(candidate)));
  return test === undefined ? points : only(points, test);
}

/** Keeps those that are known under both number and address, if there are any. */
function knownEverywhere(points: readonly ContactPoint[]): readonly ContactPoint[] {
  const kinds = [...new Set(points.map(({ kind }) => kind))];
  const everywhere = ({ personId }: Known) =>
    kinds.every((kind) =>
      points.some((point) => point.kind === kind && point.persons.some((other) => other.personId === personId)),
    );
  return points.some(({ persons }) => persons.some(everywhere)) ? only(points, everywhere) : points;
}

function only(points: readonly ContactPoint[], keep: (known: Known) => boolean): ContactPoint[] {
  return points.map((point) => ({ ...point, persons: point.persons.filter(keep) }));
}

function fits(name: NameKeys): (known: Known) => boolean {
  return (known) => !namesConflict(known.name, name);
}

function equal(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && a === b;
}
