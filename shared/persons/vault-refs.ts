import type { EventType, LeadEvent } from "../contracts/events.ts";
import type { Lead } from "../domain/entities/lead.ts";
import type { Ref } from "../ports/store.ts";

/** Events that an inquiry of the vault belongs to. */
const INQUIRY_EVENTS: readonly EventType[] = [
  "lead.received.v1",
  "lead.inquired_again.v1",
  "lead.inquiry_joined.v1",
  "lead.imported.v1",
  "lead.import_merged.v1",
];

/** Where the vault may hold words of one lead: what was inquired, what was sent, what came in by text message. */
export interface VaultRefs {
  readonly inquiries: readonly Ref<"inquiry">[];
  readonly messages: readonly Ref<"message">[];
  readonly texts: readonly Ref<"inboundText">[];
}

/** The timeline leads to all of it: nothing is put into the vault but in the transaction of an event. Nobody has to query the vault. */
export function vaultRefs({ practiceId, leadId }: Lead, timeline: readonly LeadEvent[]): VaultRefs {
  const inquiries = timeline.filter(({ type }) => INQUIRY_EVENTS.includes(type));
  const touchIds = timeline.flatMap((event) =>
    event.type === "touch.claimed.v1" && event.data.channel !== "call_task" ? [event.data.touchId] : [],
  );
  const messageIds = timeline.flatMap((event) => (event.type === "reply.received.v1" ? [event.data.messageId] : []));
  return {
    inquiries: inquiries.map(({ version }) => ({
      entity: "inquiry",
      key: { practiceId, leadId, eventVersion: version },
    })),
    messages: [...new Set(touchIds)].map((touchId) => ({ entity: "message", key: { practiceId, leadId, touchId } })),
    texts: [...new Set(messageIds)].map((messageId) => ({ entity: "inboundText", key: { practiceId, messageId } })),
  };
}
