import type { Person } from "../domain/entities/identity.ts";
import type { Run } from "../domain/entities/run.ts";
import type { Put } from "../ports/store.ts";

/** The person without this run under way, so that their next inquiry is a new lead; nothing when it was not the one. */
export function releasedPerson(person: Person | undefined, { runId }: Run): Put<"person">[] {
  if (person?.activeRunId !== runId) return [];
  const { activeRunId: _ended, ...value } = person;
  return [{ entity: "person", value: { ...value, version: person.version + 1 }, expected: person.version }];
}
