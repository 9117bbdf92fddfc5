import type { ContactPoint, Person } from "../../shared/domain/entities/identity.ts";
import { type LeadId, LeadIdSchema, type PersonId } from "../../shared/domain/ids.ts";

/** Letters of a ULID, with which every touch id begins. */
const LEAD_ID_LENGTH = 26;

/**
 * Who of those that share a number most likely wrote a message of this moment: whom our last message before it was for, or else
 * whose inquiry was the last before it. The moment decides, not the arrival, so that late messages find the same person.
 */
export async function writerOf(
  persons: readonly Person[],
  ledger: ContactPoint["ledger"],
  sentAt: number,
  personOf: (leadId: LeadId) => Promise<PersonId | undefined>,
): Promise<Person | undefined> {
  if (persons.length < 2) return persons[0];
  const touch = newestBefore(ledger, ({ at }) => at, sentAt, "only");
  const leadId = LeadIdSchema.safeParse(touch?.touchId.slice(0, LEAD_ID_LENGTH));
  const personId = leadId.success ? await personOf(leadId.data) : undefined;
  const touched = persons.find((person) => person.personId === personId);
  return touched ?? newestBefore(persons, ({ inquiredAt }) => inquiredAt, sentAt, "rather");
}

/** The newest that is no newer than `limit`; with `rather`, the newest of all where none is that old. */
function newestBefore<T>(
  list: readonly T[],
  at: (one: T) => number,
  limit: number,
  older: "only" | "rather",
): T | undefined {
  const before = list.filter((one) => at(one) <= limit);
  const candidates = before.length > 0 || older === "only" ? before : list;
  return candidates.reduce<T | undefined>(
    (best, one) => (best === undefined || at(one) >= at(best) ? one : best),
    undefined,
  );
}
