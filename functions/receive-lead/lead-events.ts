import type { EventData, EventType, LeadEvent } from "../../shared/contracts/events.ts";
import type { LeadId } from "../../shared/domain/ids.ts";
import { present } from "./parse-post.ts";
import type { Submission } from "./submission.ts";

/** An event that has yet to get its place in the lead's order. */
export type EventDraft = { [T in EventType]: { type: T; data: EventData<T>; reason: string } }[EventType];

/** Numbers the events of one commit, from the version after the lead's newest. */
export function eventsOf(
  { practice, receivedAt, actor }: Submission,
  leadId: LeadId,
  newest: number,
  drafts: readonly EventDraft[],
): LeadEvent[] {
  return drafts.map((draft, index): LeadEvent => {
    const version = newest + index + 1;
    const envelope = { id: `${leadId}#${version}`, occurredAt: receivedAt, practiceId: practice.practiceId, leadId };
    return { ...envelope, version, actor, ...draft };
  });
}

/** Where an inquiry came from, in configured words only. */
export function sourceData({ classified: { source, serviceLine } }: Submission) {
  const { channel, name, campaign } = source;
  return {
    channel,
    source: name,
    ...present<{ campaign?: string; serviceLine?: string }>({ campaign, serviceLine }),
  };
}
