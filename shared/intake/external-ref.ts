import type { ExternalRef } from "../domain/entities/identity.ts";
import type { LeadId, PersonId } from "../domain/ids.ts";
import type { Put } from "../ports/store.ts";
import type { Submission } from "./submission.ts";
import type { Traces } from "./traces.ts";

/**
 * Remembers the source's own id of a submission: the person who first brought it keeps it, for the lead that they brought it
 * to last.
 */
export function externalRefPuts(
  { practice: { practiceId }, externalRefHash }: Submission,
  { externalRef: known }: Traces,
  owner: { leadId: LeadId; personId: PersonId },
): Put[] {
  const isKept = known !== undefined && (known.personId !== owner.personId || known.leadId === owner.leadId);
  if (externalRefHash === undefined || isKept) return [];
  const value: ExternalRef = { practiceId, refHash: externalRefHash, version: (known?.version ?? 0) + 1, ...owner };
  return [{ entity: "externalRef", value, expected: known?.version ?? "absent" }];
}
