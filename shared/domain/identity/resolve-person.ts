import { namesConflict } from "../contact/name.ts";
import type { ContactPoint, NameKeys } from "../entities/identity.ts";
import type { PersonId } from "../ids.ts";

/**
 * Whose inquiry it is. `conflict`: several persons would fit, so staff should look. `sharedPoint`: a new person under a
 * contact point that others use.
 */
export type ResolvedPerson =
  | { kind: "known"; personId: PersonId; conflict: boolean }
  | { kind: "new"; sharedPoint: boolean };

/**
 * The person that an inquiry belongs to, among those known under its contact points: one whose names do not conflict with
 * it under any of them. Of several the first wins, phone before email; persons are never merged.
 */
export function resolvePerson(input: { points: readonly ContactPoint[]; name: NameKeys }): ResolvedPerson {
  const ofKind = (kind: ContactPoint["kind"]) => input.points.filter((point) => point.kind === kind);
  const known = [...ofKind("phone"), ...ofKind("email")].flatMap((point) => point.persons);
  const others = new Set(known.filter((person) => namesConflict(person.name, input.name)).map((p) => p.personId));
  const [first, ...rest] = new Set(known.map((person) => person.personId).filter((id) => !others.has(id)));
  if (first === undefined) return { kind: "new", sharedPoint: others.size > 0 };
  return { kind: "known", personId: first, conflict: rest.length > 0 };
}
