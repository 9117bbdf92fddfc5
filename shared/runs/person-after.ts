import type { Person } from "../domain/entities/identity.ts";
import type { Run } from "../domain/entities/run.ts";
import type { Put } from "../ports/store.ts";
import { releasedPerson } from "./released-person.ts";
import type { LeadChange } from "./take-over.ts";

/** The person, when the change makes the run their acquisition run again, or no longer; nothing when it does neither. */
export function personPuts(
  { person, run }: { readonly person: Person; readonly run: Run },
  change: LeadChange,
): Put<"person">[] {
  if (change.releases === true) return releasedPerson(person, run);
  const isTakenOver = change.restart === "replied" || change.restart === "interested";
  if (!isTakenOver || run.purpose !== "new-lead" || person.activeRunId !== undefined) return [];
  const value = { ...person, version: person.version + 1, activeRunId: run.runId };
  return [{ entity: "person", value, expected: person.version }];
}
