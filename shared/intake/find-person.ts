import { namesConflict } from "../domain/contact/name.ts";
import type { ContactPoint, Person } from "../domain/entities/identity.ts";
import { resolvePerson } from "../domain/identity/resolve-person.ts";
import type { PersonId, PracticeId } from "../domain/ids.ts";
import type { Store } from "../ports/store.ts";
import type { NewMatch } from "./new-lead.ts";
import { isSuppressed } from "./read-known.ts";
import type { Submission } from "./submission.ts";

/** Whom a submission is about: somebody new, or a person who is known. */
export type FoundPerson =
  | ({ readonly kind: "new" } & NewMatch)
  | ({ readonly kind: "known"; readonly person: Person } & Pick<NewMatch, "conflict" | "suppressed">);

/** Finds whom a submission is about, by number, address and name (DESIGN §4). `points` are what is stored of its contact points. */
export async function findPerson(
  store: Pick<Store<"person">, "read">,
  {
    practice: { practiceId },
    name,
  }: Pick<Submission, "name"> & { readonly practice: { readonly practiceId: PracticeId } },
  points: readonly ContactPoint[],
): Promise<FoundPerson> {
  const suppressed = points.some(isSuppressed);
  const resolved = resolvePerson({ points, name });
  if (resolved.kind === "new") return { ...resolved, person: undefined, suppressed };

  const person = await store.read("person", { practiceId, personId: resolved.personId });
  // Whoever is being erased and writes again is somebody new; what they opted out of holds.
  if (person?.erasure !== undefined)
    return findPerson(store, { practice: { practiceId }, name }, without(points, person.personId));
  // A name learned on one contact point may not have reached the others yet.
  if (person === undefined || namesConflict(person.name, name))
    return { kind: "new", person: undefined, sharedPoint: true, conflict: false, suppressed };
  return { kind: "known", person, conflict: resolved.conflict, suppressed };
}

function without(points: readonly ContactPoint[], personId: PersonId): ContactPoint[] {
  return points.map((point) => ({ ...point, persons: point.persons.filter((one) => one.personId !== personId) }));
}
