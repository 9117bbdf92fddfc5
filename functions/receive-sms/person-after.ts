import type { Put } from "../../shared/ports/store.ts";
import { releasedPerson } from "../../shared/runs/released-person.ts";
import type { LeadChange } from "./lead-change.ts";
import type { Followed } from "./types.ts";

/** The person, when the change makes the run their acquisition run again, or no longer; nothing when it does neither. */
export function personPuts({ person, run }: Followed, change: LeadChange): Put<"person">[] {
  if (change.releases === true) return releasedPerson(person, run);
  const reopens = change.restart === "replied" && run.purpose === "new-lead";
  if (!reopens || person.activeRunId !== undefined) return [];
  const value = { ...person, version: person.version + 1, activeRunId: run.runId };
  return [{ entity: "person", value, expected: person.version }];
}
