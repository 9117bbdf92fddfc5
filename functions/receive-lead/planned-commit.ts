import { isDeepStrictEqual } from "node:util";
import type { LeadAccepted } from "../../shared/contracts/lead-api.ts";
import type { FollowUpInput } from "../../shared/contracts/workflow.ts";
import type { ExternalRef } from "../../shared/domain/entities/identity.ts";
import type { LeadId, PersonId } from "../../shared/domain/ids.ts";
import type { Commit, Put, Store } from "../../shared/ports/store.ts";
import type { Submission } from "./submission.ts";
import type { Traces } from "./traces.ts";

/** One transaction, what the caller is told once it is in, and the execution to start then. */
export interface PlannedCommit {
  readonly commit: Commit;
  readonly leadId: LeadId;
  readonly status: LeadAccepted["status"];
  readonly start?: FollowUpInput;
}

/** A planned commit with the whole answer to the caller. */
export type AnsweredCommit = PlannedCommit & Pick<LeadAccepted, "warnings">;

/**
 * The one of these commits that the store took although its answer was lost: its inquiry is there, word for word. (A
 * generation of the run alone could be the work of another post.)
 */
export async function findStored(
  store: Store,
  inDoubt: readonly AnsweredCommit[],
): Promise<AnsweredCommit | undefined> {
  for (const planned of inDoubt) {
    const inquiry = planned.commit.puts.find((put) => put.entity === "inquiry")?.value;
    if (inquiry !== undefined && isDeepStrictEqual(await store.read("inquiry", inquiry), inquiry)) return planned;
  }
  return undefined;
}

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
