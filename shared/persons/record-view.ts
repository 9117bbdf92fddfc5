import { appendEvents } from "../contracts/append-events.ts";
import type { Lead } from "../domain/entities/lead.ts";
import type { Clock } from "../ports/index.ts";
import type { Store } from "../ports/store.ts";
import { untilCommitted } from "../ports/until-committed.ts";
import { isBeingErased } from "./being-erased.ts";

/** What noting who looks needs. */
export interface RecordViewDeps {
  readonly store: Pick<Store<"lead" | "person">, "read"> & Pick<Store<"lead">, "commit">;
  readonly clock: Clock;
  /** Waits before a commit is tried again, ms; tests pass one that does not. */
  readonly pause?: ((ms: number) => Promise<void>) | undefined;
}

const OUTLASTED_FAILURES = 2;

/** Who is about to see contact data, why, and by what way. */
export interface View {
  readonly staffId: string;
  readonly reason: "contact_read" | "person_exported" | "action_link";
  readonly via: "api" | "action_link";
}

/**
 * Notes on the lead who is about to see its contact data; answers the lead as it then stands. Nothing may be read before: what cannot be noted
 * is not shown. Undefined when there is no such lead, or there is to be nothing of it to see.
 */
export function recordView(
  { store, clock, pause }: RecordViewDeps,
  { practiceId, leadId }: Pick<Lead, "practiceId" | "leadId">,
  { staffId, reason, via }: View,
): Promise<Lead | undefined> {
  return untilCommitted({ pause, failures: OUTLASTED_FAILURES }, async () => {
    const lead = await store.read("lead", { practiceId, leadId });
    if (lead === undefined || (await isBeingErased(store, lead))) return undefined;
    const { version, events } = appendEvents(lead, clock.now(), { kind: "staff", id: staffId }, [
      { type: "lead.viewed.v1", reason, data: { staffId, via } },
    ]);
    const value = { ...lead, version };
    const result = await store.commit({ puts: [{ entity: "lead", value, expected: lead.version }], events });
    return result === "conflict" ? result : value;
  });
}
