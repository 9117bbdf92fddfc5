import { isDeepStrictEqual } from "node:util";
import type { ContactPoint } from "../domain/entities/identity.ts";
import { canonical } from "../domain/identity/canonical-point.ts";
import type { Put } from "../ports/store.ts";
import type { PointKind } from "./contact-points.ts";
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
    const existing = canonical(traces.points[kind]);
    const free = existing === undefined || existing.persons.length === 0;
    if (posted === undefined || !(free || existing.persons.some(({ personId }) => personId === person.personId)))
      return [];
    return [{ kind, value: posted.value, existing, point: pointWith(person, kind, posted, existing) }];
  });
}

/** Writes a contact point whose persons changed. */
export function linkPuts({ point, existing }: Link): Put[] {
  if (existing !== undefined && isDeepStrictEqual(existing.persons, point.persons)) return [];
  return [{ entity: "contactPoint", value: point, expected: existing?.version ?? "absent" }];
}
