import type { EventDraft } from "../contracts/append-events.ts";
import type { ContactPoint } from "../domain/entities/identity.ts";
import type { Put } from "../ports/store.ts";

/** The number after somebody said, at `at`, that it is not the person's: consent given for it until then is void. */
export function notTheirs(point: ContactPoint, at: number): ContactPoint {
  return { ...point, wrongNumberAt: Math.max(point.wrongNumberAt ?? 0, at) };
}

/** The event that says so on the timeline of a lead. */
export function wrongNumberDraft(at: number, reason: string): EventDraft {
  return { type: "contact.wrong_number.v1", reason, data: { at } };
}

/** What staff found out of a lead's number, and the event of it; nothing when there is no number, or it was known. */
export function wrongNumber(
  point: ContactPoint | undefined,
  at: number,
  reason: string,
): { readonly puts: readonly Put<"contactPoint">[]; readonly drafts: readonly EventDraft[] } {
  if (point === undefined || (point.wrongNumberAt ?? -1) >= at) return { puts: [], drafts: [] };
  const value = { ...notTheirs(point, at), version: point.version + 1 };
  return {
    puts: [{ entity: "contactPoint", value, expected: point.version }],
    drafts: [wrongNumberDraft(at, reason)],
  };
}
