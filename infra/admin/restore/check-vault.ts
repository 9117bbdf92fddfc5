import * as z from "zod";
import type { LeadEvent } from "../../../shared/contracts/events.ts";
import type { ContactPoint } from "../../../shared/domain/entities/identity.ts";
import {
  LeadIdSchema,
  PointKeySchema,
  PracticeIdSchema,
  type RunId,
  TouchIdSchema,
} from "../../../shared/domain/ids.ts";
import { withOptOut } from "../../../shared/domain/suppression/suppression.ts";
import type { OperationalName, Store } from "../../../shared/ports/store.ts";
import { untilCommitted } from "../../../shared/ports/until-committed.ts";
import { pointsOf } from "../../../shared/runs/points-of.ts";
import { applyEvent } from "./apply-event.ts";
import { putsBetween, type RestoredLead } from "./restored-lead.ts";

/** What the vault holds of an opt-out and of a message, without whom it was of and what it said. */
export const SuppressedSchema = z.object({
  practiceId: PracticeIdSchema,
  pointKey: PointKeySchema,
  kind: z.enum(["phone", "email"]),
});
export const SentSchema = z.object({
  practiceId: PracticeIdSchema,
  leadId: LeadIdSchema,
  touchId: TouchIdSchema,
  at: z.number(),
});

/** Records an opt-out that the vault knows and the lead table does not; answers whether it did. */
export function recordOptOut(
  store: Store<OperationalName>,
  { practiceId, pointKey, kind }: z.output<typeof SuppressedSchema>,
  now: number,
): Promise<boolean> {
  return untilCommitted({ failures: 3 }, async () => {
    const known = await store.read("contactPoint", { practiceId, pointKey });
    // One that was lifted again stays lifted.
    if (known?.suppression !== undefined) return false;
    const point: ContactPoint = known ?? { practiceId, pointKey, kind, version: 0, persons: [], ledger: [] };
    const scope = kind === "email" ? "email" : "all";
    const value = { ...withOptOut(point, { scope, at: now, reason: "restored" }), version: point.version + 1 };
    const expected = known?.version ?? "absent";
    const result = await store.commit({ puts: [{ entity: "contactPoint", value, expected }], events: [] });
    return result === "conflict" ? result : true;
  });
}

/**
 * Puts back the claim of a message that the vault holds and the lead table knows nothing of: it may have gone out. Its lease is over, so the
 * planner takes its outcome for unknown. Answers whether it did.
 */
export function recordSent(
  store: Store<OperationalName>,
  { practiceId, leadId, touchId, at }: z.output<typeof SentSchema>,
): Promise<boolean> {
  const [runId, stepKey, attempt] = touchId.split("#") as [RunId, string, string];
  return untilCommitted({ failures: 3 }, async () => {
    const [lead, run, touch] = await store.readMany([
      { entity: "lead", key: { practiceId, leadId } },
      { entity: "run", key: { practiceId, leadId, runId } },
      { entity: "touch", key: { practiceId, leadId, touchId } },
    ]);
    if (lead === undefined || run === undefined || touch !== undefined) return false;
    const person = await store.read("person", { practiceId, personId: lead.personId });
    const points = await pointsOf(store, lead, person);
    const none = { touches: {}, inbound: {}, providerRefs: {}, person };
    const byKey = Object.fromEntries(points.map((point) => [point.pointKey, point]));
    const before: RestoredLead = { ...none, lead, runs: { [runId]: run }, points: byKey };
    const channel = run.steps[stepKey]?.channel ?? (lead.reach.phone === undefined ? "email" : "sms");
    const data = { runId, touchId, stepKey, attempt: Number(attempt), channel, template: stepKey };
    const claimed = { type: "touch.claimed.v1", practiceId, leadId, occurredAt: at, data } as LeadEvent;
    const puts = putsBetween(before, applyEvent(before, claimed));
    const result = await store.commit({ puts, events: [] });
    return result === "conflict" ? result : true;
  });
}
