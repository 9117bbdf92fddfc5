import { appendEvents } from "../contracts/append-events.ts";
import type { Lead } from "../domain/entities/lead.ts";
import type { Clock } from "../ports/index.ts";
import type { Store } from "../ports/store.ts";
import { untilCommitted } from "../ports/until-committed.ts";

/** What noting who looks needs. */
export interface RecordViewDeps {
  readonly store: Pick<Store<"lead">, "read" | "commit">;
  readonly clock: Clock;
  /** Waits before a commit is tried again, ms; tests pass one that does not. */
  readonly pause?: ((ms: number) => Promise<void>) | undefined;
}

const OUTLASTED_FAILURES = 2;

/**
 * Notes on the lead who is about to see its contact data through the API; answers the lead as it then stands. Nothing may be read
 * before: what cannot be noted is not shown. Undefined when there is no such lead.
 */
export function recordView(
  { store, clock, pause }: RecordViewDeps,
  { practiceId, leadId }: Pick<Lead, "practiceId" | "leadId">,
  { callerId, reason }: { readonly callerId: string; readonly reason: "contact_read" | "person_exported" },
): Promise<Lead | undefined> {
  return untilCommitted({ pause, failures: OUTLASTED_FAILURES }, async () => {
    const lead = await store.read("lead", { practiceId, leadId });
    if (lead === undefined) return undefined;
    const { version, events } = appendEvents(lead, clock.now(), { kind: "staff", id: callerId }, [
      { type: "lead.viewed.v1", reason, data: { staffId: callerId, via: "api" } },
    ]);
    const value = { ...lead, version };
    const result = await store.commit({ puts: [{ entity: "lead", value, expected: lead.version }], events });
    return result === "conflict" ? result : value;
  });
}
