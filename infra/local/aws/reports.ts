import { randomUUID } from "node:crypto";
import { touchContext, touchEmailTags } from "../../../shared/contracts/touch-tags.ts";
import type { OutboxEntry, Sending } from "../outbox.ts";
import { notification } from "./notification.ts";
import type { BusEvent } from "./services.ts";

/** A message that a fake provider took. */
export type Sent = OutboxEntry & Sending;
/** Text messages are reported on both ways, everything else on the default bus only. */
export type Via = "sns" | "eventbridge";

/** What each provider can be made to report, in its own words; text messages without their `TEXT_`. */
export const REPORTS = {
  sms: [
    "QUEUED",
    "PENDING",
    "SENT",
    "SUCCESSFUL",
    "DELIVERED",
    "INVALID",
    "UNREACHABLE",
    "CARRIER_UNREACHABLE",
    "BLOCKED",
    "CARRIER_BLOCKED",
    "SPAM",
    "TTL_EXPIRED",
    "PROTECT_BLOCKED",
    "UNKNOWN",
    "OPTED_OUT",
  ],
  email: ["Send", "Delivery", "DeliveryDelay", "Bounce", "TransientBounce", "Complaint", "Reject", "Open"],
  call: ["CONNECTED_TO_SYSTEM", "CONNECTED_TO_AGENT", "DISCONNECTED"],
} as const;

/** The event by which a provider reports of a message, as its function gets it; undefined when the two do not go together. */
export function reportEvent(sent: Sent, word: string, via: Via | undefined, at: number): object | undefined {
  const words: readonly string[] = REPORTS[sent.medium];
  if (!words.includes(word)) return undefined;
  switch (sent.medium) {
    case "sms":
      return via === "eventbridge"
        ? busEvent("aws.sms-voice", "Text Message Delivery Status Updated", smsDetail(sent, word, at), at)
        : notification("sms-events", { ...smsDetail(sent, word, at), ...smsContext(sent) }, at);
    case "email":
      return via === "sns" ? undefined : emailEvent(sent, word, at);
    case "call":
      return via === "sns"
        ? undefined
        : busEvent("aws.connect", "Amazon Connect Contact Event", callDetail(sent, word, at), at);
  }
}

function busEvent(source: string, detailType: string, detail: object, at: number): BusEvent {
  const time = new Date(at).toISOString();
  const envelope = { version: "0", id: randomUUID(), account: "000000000000", region: "us-east-1" } as const;
  return { ...envelope, source, "detail-type": detailType, time, resources: [], detail };
}

function smsDetail({ providerId, from, at: sentAt }: Sent, word: string, at: number): object {
  // A carrier's opt-out has no type of its own.
  const isOptOut = word === "OPTED_OUT";
  const status = isOptOut ? "BLOCKED" : word;
  return {
    eventType: `TEXT_${status}`,
    eventVersion: "1.0",
    eventTimestamp: at,
    isFinal: !["QUEUED", "PENDING", "SENT"].includes(status),
    originationPhoneNumber: from,
    isoCountryCode: "US",
    isInternationalSend: false,
    messageId: providerId,
    messageRequestTimestamp: Date.parse(sentAt),
    messageEncoding: "GSM",
    messageStatus: status,
    messageStatusDescription: isOptOut ? "Phone number is opted out" : `Message is ${status}`,
    totalMessageParts: 1,
    totalMessagePrice: 0.00581,
    totalCarrierFee: 0.00302,
  };
}

function smsContext({ to, tag }: Sent): object {
  return { destinationPhoneNumber: to, ...(tag === undefined ? {} : { context: touchContext(tag) }) };
}

/** What each type of email event is called on the bus and in its detail, and what it adds. */
const EMAIL_EVENTS: Record<
  (typeof REPORTS)["email"][number],
  { on: string; type: string; field: string; more?: object }
> = {
  Send: { on: "Email Sent", type: "Send", field: "send" },
  Delivery: { on: "Email Delivered", type: "Delivery", field: "delivery", more: { smtpResponse: "250 2.0.0 OK" } },
  DeliveryDelay: { on: "Email Delivery Delayed", type: "DeliveryDelay", field: "deliveryDelay" },
  Bounce: { on: "Email Bounced", type: "Bounce", field: "bounce", more: { bounceType: "Permanent" } },
  TransientBounce: { on: "Email Bounced", type: "Bounce", field: "bounce", more: { bounceType: "Transient" } },
  Complaint: { on: "Email Complaint Received", type: "Complaint", field: "complaint" },
  Reject: { on: "Email Rejected", type: "Reject", field: "reject", more: { reason: "Bad content" } },
  Open: { on: "Email Opened", type: "Open", field: "open" },
};

function emailEvent({ providerId, from, to, at: sentAt, tag }: Sent, word: string, at: number): BusEvent {
  const { on, type, field, more } = EMAIL_EVENTS[word as keyof typeof EMAIL_EVENTS];
  const tags = tag === undefined ? [] : touchEmailTags(tag).map(({ Name, Value }) => [Name, [Value]]);
  const mail = {
    timestamp: sentAt,
    source: from,
    messageId: providerId,
    destination: [to],
    tags: Object.fromEntries([["ses:operation", ["SendEmail"]], ...tags]),
  };
  const particulars = { timestamp: new Date(at).toISOString(), ...more };
  return busEvent("aws.ses", on, { eventType: type, mail, [field]: particulars }, at);
}

function callDetail({ providerId, at: sentAt }: Sent, word: string, at: number): object {
  const moment = new Date(at).toISOString();
  return {
    eventType: word,
    contactId: providerId,
    channel: "VOICE",
    initiationMethod: "API",
    initiationTimestamp: sentAt,
    ...(word === "DISCONNECTED" ? { disconnectTimestamp: moment } : { connectedToSystemTimestamp: moment }),
    ...(word === "CONNECTED_TO_AGENT" ? { agentInfo: { connectedToAgentTimestamp: moment } } : {}),
  };
}
