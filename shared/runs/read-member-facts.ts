import type { Person } from "../domain/entities/identity.ts";
import type { Lead } from "../domain/entities/lead.ts";
import type { PersonId, PointKey, PracticeId } from "../domain/ids.ts";
import type { MemberFacts } from "../domain/reactivation/exclusion.ts";
import type { Store } from "../ports/store.ts";

/** What decides about a lead as a member of a campaign, and whose it is. */
export interface StoredMemberFacts extends MemberFacts {
  readonly person: Person | undefined;
}

/**
 * Reads, strongly consistent, what decides about these leads of one practice, in their order. An opt-out on any number or address that a
 * person ever used counts, so all of those are read.
 */
export async function readMemberFacts(
  store: Pick<Store<"person" | "contactPoint">, "readMany">,
  practiceId: PracticeId,
  leads: readonly Lead[],
): Promise<StoredMemberFacts[]> {
  const persons = await readPersons(store, practiceId, leads);
  const keysOf = ({ personId, reach }: Lead): PointKey[] => {
    const own = [reach.phone, reach.email].filter((key) => key !== undefined);
    return [...new Set([...own, ...(persons.get(personId)?.points ?? [])])];
  };
  const keys = [...new Set(leads.flatMap(keysOf))];
  const read = await store.readMany(
    keys.map((pointKey) => ({ entity: "contactPoint", key: { practiceId, pointKey } }) as const),
  );
  const points = new Map(keys.map((key, index) => [key, read[index]]));
  return leads.map((lead) => {
    const person = persons.get(lead.personId);
    return {
      lead,
      person,
      isNewestOfPerson: person === undefined || person.leadId === lead.leadId,
      points: keysOf(lead).flatMap((key) => points.get(key) ?? []),
    };
  });
}

async function readPersons(
  store: Pick<Store<"person">, "readMany">,
  practiceId: PracticeId,
  leads: readonly Lead[],
): Promise<ReadonlyMap<PersonId, Person>> {
  const ids = [...new Set(leads.map(({ personId }) => personId))];
  const read = await store.readMany(
    ids.map((personId) => ({ entity: "person", key: { practiceId, personId } }) as const),
  );
  return new Map(read.flatMap((person) => (person === undefined ? [] : [[person.personId, person] as const])));
}
