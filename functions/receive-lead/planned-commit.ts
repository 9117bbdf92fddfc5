import { isDeepStrictEqual } from "node:util";
import type { LeadAccepted } from "../../shared/contracts/lead-api.ts";
import type { FollowUpInput } from "../../shared/contracts/workflow.ts";
import type { LeadId } from "../../shared/domain/ids.ts";
import type { Commit, Store } from "../../shared/ports/store.ts";

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
