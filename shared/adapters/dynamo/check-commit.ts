import { FirstTouchError } from "../../domain/errors.ts";
import type { LeadId } from "../../domain/ids.ts";
import type { Commit } from "../../ports/store.ts";
import type { Item } from "./items.ts";

/** Most items that DynamoDB takes in one transaction. */
export const MAX_COMMIT_ITEMS = 100;

/** A commit that no retry can make right: a mistake in the code that built it. */
export class CommitInvalid extends FirstTouchError {
  constructor(code: string, expectation: string) {
    super("CommitInvalid", `got a commit with ${code}; ${expectation}`, { code, retryable: false });
  }
}

/** Throws `CommitInvalid` unless the commit keeps the rules that every store relies on. */
export function checkCommit({ puts, events }: Commit, items: readonly Item[]): void {
  if (items.length === 0 || items.length > MAX_COMMIT_ITEMS) {
    throw new CommitInvalid("item_count", `a transaction takes 1 to ${MAX_COMMIT_ITEMS} items; split it`);
  }
  if (new Set(items.map((item) => `${item.entity} ${item.pk} ${item.sk}`)).size < items.length) {
    throw new CommitInvalid("repeated_item", "write each item once per commit");
  }
  if (puts.some((put) => put.expected !== "absent" && put.value.version <= put.expected)) {
    throw new CommitInvalid("stale_version", "a put raises the version of what it replaces");
  }
  if (new Set([...puts.map((put) => put.value), ...events].map((one) => one.practiceId)).size > 1) {
    throw new CommitInvalid("mixed_practices", "a transaction stays within one practice (DESIGN §7.9)");
  }
  const numbers = new Map<LeadId, number[]>();
  for (const event of events) {
    if (event.id !== `${event.leadId}#${event.version}`) throw new CommitInvalid("event_id", "use <leadId>#<version>");
    numbers.set(event.leadId, [...(numbers.get(event.leadId) ?? []), event.version]);
  }
  for (const put of puts) {
    if (put.entity !== "lead") continue;
    const first = put.expected === "absent" ? 1 : put.expected + 1;
    const wanted = Array.from({ length: put.value.version - first + 1 }, (_, k) => first + k);
    const got = (numbers.get(put.value.leadId) ?? []).sort((a, b) => a - b);
    numbers.delete(put.value.leadId);
    if (wanted.length === 0 || wanted.join() !== got.join()) {
      throw new CommitInvalid("event_versions", "every version step of a lead has its event (DESIGN §7.7)");
    }
  }
  if (numbers.size > 0) throw new CommitInvalid("event_without_lead", "put the lead that an event changes");
}
