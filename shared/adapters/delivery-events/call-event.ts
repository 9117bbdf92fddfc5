import * as z from "zod";
import type { ReadEvent } from "../../contracts/delivery-report.ts";
import { IsoTimeSchema, ProviderIdSchema, readShape } from "./vendor-shape.ts";

/** Contact events that say nothing of whether anybody was reached (Connect administrator guide, "Contact events data model"). */
const NO_NEWS = ["INITIATED", "QUEUED", "CONTACT_DATA_UPDATED", "AMD_DISABLED"];

const TypeSchema = z.looseObject({ eventType: z.string() });
const ContactSchema = z.looseObject({
  contactId: ProviderIdSchema,
  initiationMethod: z.string().optional(),
  connectedToSystemTimestamp: IsoTimeSchema.optional(),
  disconnectTimestamp: IsoTimeSchema.optional(),
  agentInfo: z.looseObject({ connectedToAgentTimestamp: IsoTimeSchema.optional() }).optional(),
});

/** Reads the detail of an Amazon Connect contact event. `time` is the event's, for those without a moment of their own. */
export function readCallEvent(detail: unknown, time: string): ReadEvent {
  const event = camelCased(detail);
  const { eventType } = readShape(TypeSchema, event);
  if (NO_NEWS.includes(eventType)) return { is: "no_news" };
  const isKnown = ["CONNECTED_TO_SYSTEM", "CONNECTED_TO_AGENT", "DISCONNECTED"].includes(eventType);
  if (!isKnown) return { is: "unknown", reason: "unknown_type" };

  const contact = readShape(ContactSchema, event);
  const { contactId, agentInfo, connectedToSystemTimestamp, disconnectTimestamp } = contact;
  // Somebody called the practice.
  if (contact.initiationMethod === "INBOUND") return { is: "unknown", reason: "foreign_message" };
  const common = { providerId: contactId, channel: "call" } as const;
  const eventAt = readShape(IsoTimeSchema, time);
  // Events are best effort: the end of a call tells again that a person was on it.
  const agentAt = agentInfo?.connectedToAgentTimestamp ?? (eventType === "CONNECTED_TO_AGENT" ? eventAt : undefined);
  if (agentAt !== undefined) {
    return { is: "report", report: { ...common, kind: "connected_to_agent", at: agentAt, code: "CONNECTED_TO_AGENT" } };
  }
  const mediaAt = connectedToSystemTimestamp ?? (eventType === "CONNECTED_TO_SYSTEM" ? eventAt : undefined);
  // Picked up, by a person or by voicemail: nobody can tell which.
  if (mediaAt !== undefined) {
    const report = {
      ...common,
      kind: "status",
      status: "delivered",
      at: mediaAt,
      code: "CONNECTED_TO_SYSTEM",
    } as const;
    return { is: "report", report };
  }
  const at = disconnectTimestamp ?? eventAt;
  return { is: "report", report: { ...common, kind: "status", status: "failed", at, code: "DISCONNECTED" } };
}

/** AWS's own samples write the same fields in camel and in Pascal case. */
function camelCased(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name.charAt(0).toLowerCase() + name.slice(1), camelCased(inner)]),
  );
}
