import type { LeadAccepted } from "../../shared/contracts/lead-api.ts";
import type { FollowUpInput } from "../../shared/contracts/workflow.ts";
import type { ExternalRef } from "../../shared/domain/entities/identity.ts";
import type { LeadId, PersonId } from "../../shared/domain/ids.ts";
import type { Commit, Put } from "../../shared/ports/store.ts";
import type { Traces } from "./identify.ts";
import type { Submission } from "./submission.ts";

/** One transaction, what the caller is told once it is in, and the execution to start then. */
export interface PlannedCommit {
  readonly commit: Commit;
  readonly leadId: LeadId;
  readonly status: LeadAccepted["status"];
  readonly start?: FollowUpInput;
}

/** Remembers the source's own id of a submission; the first lead that brought it keeps it. */
export function externalRefPuts(
  { practice: { practiceId }, externalRefHash }: Submission,
  { externalRef }: Traces,
  owner: { leadId: LeadId; personId: PersonId },
): Put[] {
  if (externalRefHash === undefined || externalRef !== undefined) return [];
  const value: ExternalRef = { practiceId, refHash: externalRefHash, version: 1, ...owner };
  return [{ entity: "externalRef", value, expected: "absent" }];
}
