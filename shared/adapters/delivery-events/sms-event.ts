import * as z from "zod";
import type { ReadEvent, StatusReport } from "../../contracts/delivery-report.ts";
import { readTouchContext } from "../../contracts/touch-tags.ts";
import { EpochMsSchema } from "../../domain/ids.ts";
import { ProviderIdSchema, readShape } from "./vendor-shape.ts";

type Meaning = Pick<StatusReport, "status" | "unusable">;

const PENDING: Meaning = { status: "pending" };
const SENT: Meaning = { status: "sent" };
const FAILED: Meaning = { status: "failed" };
const BLOCKED: Meaning = { status: "failed", unusable: "carrier_blocked" };

/**
 * The event types of text messages (AWS End User Messaging guide, "Event types for SMS, MMS, and voice"). SUCCESSFUL: the carrier took
 * it; UNKNOWN: the carrier said nothing for 72 hours.
 */
const MEANINGS = new Map<string, Meaning>([
  ["TEXT_QUEUED", PENDING],
  ["TEXT_PENDING", PENDING],
  ["TEXT_SENT", SENT],
  ["TEXT_SUCCESSFUL", SENT],
  ["TEXT_DELIVERED", { status: "delivered" }],
  ["TEXT_INVALID", { status: "failed", unusable: "number_invalid" }],
  ["TEXT_UNREACHABLE", FAILED],
  ["TEXT_CARRIER_UNREACHABLE", FAILED],
  ["TEXT_TTL_EXPIRED", FAILED],
  ["TEXT_UNKNOWN", FAILED],
  ["TEXT_BLOCKED", BLOCKED],
  ["TEXT_CARRIER_BLOCKED", BLOCKED],
  ["TEXT_SPAM", BLOCKED],
  ["TEXT_PROTECT_BLOCKED", BLOCKED],
]);

/** An opt-out that a carrier keeps has no event type of its own: only the description of a failure says so. */
const OPTED_OUT = /\bopt(ed)?[ _-]?out\b/i;

const TypeSchema = z.looseObject({ eventType: z.string() });
const SmsEventSchema = z.looseObject({
  eventTimestamp: EpochMsSchema,
  messageId: ProviderIdSchema,
  messageStatusDescription: z.string().optional(),
  /** What we sent along; the events of the default bus lack it. */
  context: z.record(z.string(), z.unknown()).optional(),
});

/** Reads an event of AWS End User Messaging; it has the same shape in a topic's message and in the detail of a bus event. */
export function readSmsEvent(event: unknown): ReadEvent {
  const code = readShape(TypeSchema, event).eventType;
  const meaning = MEANINGS.get(code);
  if (meaning === undefined) return { is: "unknown", reason: "unknown_type" };
  const {
    eventTimestamp: at,
    messageId: providerId,
    messageStatusDescription,
    context,
  } = readShape(SmsEventSchema, event);
  const common = { providerId, tag: readTouchContext(context ?? {}), channel: "sms", at, code } as const;
  const isOptedOut = meaning.status === "failed" && OPTED_OUT.test(messageStatusDescription ?? "");
  return {
    is: "report",
    report: isOptedOut ? { ...common, kind: "opted_out" } : { ...common, kind: "status", ...meaning },
  };
}
