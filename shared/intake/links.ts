import { isDeepStrictEqual } from "node:util";
import type { ContactPoint } from "../domain/entities/identity.ts";
import { canonical } from "../domain/identity/canonical-point.ts";
import type { Put } from "../ports/store.ts";
import type { PointKind, PostedPoint } from "./contact-points.ts";
import { type PointOwner, pointWith } from "./points-of-person.ts";
import type { Submission } from "./submission.ts";
import type { Traces } from "./traces.ts";

/** A posted contact point that is this person's, or nobody's yet. */
export interface Link {
  readonly kind: PointKind;
  readonly value: string;
  readonly point: ContactPoint;
  readonly existing: ContactPoint | undefined;
}

/** The posted contact points that a person may be reached at; never another person's. */
export function linksOf({ points }: Submission, person: PointOwner, traces: Traces): Link[] {
  return (["phone", "email"] as const).flatMap((kind) => {
    const posted = points[kind];
    return posted === undefined ? [] : (linkOf({ ...posted, kind }, traces.points[kind], person) ?? []);
  });
}

/** One of them, with what is stored of it; undefined when it is another person's. */
export function linkOf(
  { kind, ...posted }: PostedPoint & { readonly kind: PointKind },
  stored: readonly ContactPoint[],
  person: PointOwner,
): Link | undefined {
  const existing = canonical(stored);
  const isFree = existing === undefined || existing.persons.length === 0;
  if (!isFree && !existing.persons.some(({ personId }) => personId === person.personId)) return undefined;
  return { kind, value: posted.value, existing, point: pointWith(person, kind, posted, existing) };
}

/** Writes a contact point whose persons changed. */
export function linkPuts({ point, existing }: Link): Put<"contactPoint">[] {
  if (existing !== undefined && isDeepStrictEqual(existing.persons, point.persons)) return [];
  return [{ entity: "contactPoint", value: point, expected: existing?.version ?? "absent" }];
}
