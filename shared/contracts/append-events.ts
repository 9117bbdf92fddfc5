import type { Lead } from "../domain/entities/lead.ts";
import type { Actor, EventData, EventType, LeadEvent } from "./events.ts";

/** An event before it has its place in the lead's order. */
export type EventDraft = { [T in EventType]: { type: T; reason: string; data: EventData<T> } }[EventType];

/** Numbers `drafts` after the lead's newest event; the lead must be stored with the `version` answered, in the same commit. */
export function appendEvents(
  lead: Pick<Lead, "practiceId" | "leadId" | "mystery"> & { version: number },
  occurredAt: number,
  actor: Actor,
  drafts: readonly EventDraft[],
): { version: number; events: LeadEvent[] } {
  const events = drafts.map((draft, index) => {
    const version = lead.version + index + 1;
    return {
      id: `${lead.leadId}#${version}`,
      occurredAt,
      practiceId: lead.practiceId,
      leadId: lead.leadId,
      version,
      actor,
      ...(lead.mystery === undefined ? {} : { mystery: lead.mystery }),
      ...draft,
    } as LeadEvent;
  });
  return { version: lead.version + drafts.length, events };
}
