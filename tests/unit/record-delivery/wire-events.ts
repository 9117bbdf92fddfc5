import type { TouchTag } from "../../../shared/contracts/touch-tags.ts";
import { touchContext, touchEmailTags } from "../../../shared/contracts/touch-tags.ts";

/** A text message as the topic of its configuration set reports it; tests change one field. */
export const SMS_EVENT = {
  eventType: "TEXT_DELIVERED",
  eventVersion: "1.0",
  eventTimestamp: 1_796_140_925_470,
  isFinal: true,
  originationPhoneNumber: "+13125550102",
  destinationPhoneNumber: "+13125550142",
  isoCountryCode: "US",
  isInternationalSend: false,
  messageId: "5b6c8d2e-0f1a-4b3c-9d4e-5f6a7b8c9d0e",
  messageRequestTimestamp: 1_796_140_920_170,
  messageEncoding: "GSM",
  messageType: "PROMOTIONAL",
  messageStatus: "DELIVERED",
  messageStatusDescription: "Message has been accepted by phone",
  totalMessageParts: 1,
  totalMessagePrice: 0.00581,
  totalCarrierFee: 0.00302,
};

/** The moment of `SMS_EVENT`, ms. */
export const SMS_EVENT_AT = SMS_EVENT.eventTimestamp;

/** A notification of a topic, as Lambda gets it. */
export function notification(message: unknown) {
  return {
    Records: [
      {
        EventVersion: "1.0",
        EventSource: "aws:sns",
        Sns: {
          Type: "Notification",
          MessageId: "95df01b4-ee98-5cb9-9903-4c221d41eb5e",
          TopicArn: "arn:aws:sns:us-east-1:111122223333:sms-events",
          Subject: null,
          Message: typeof message === "string" ? message : JSON.stringify(message),
          Timestamp: "2026-12-01T16:02:05.500Z",
        },
      },
    ],
  };
}

/** An event of the default bus. */
export function busEvent(source: string, detailType: string, detail: object) {
  return {
    version: "0",
    id: "7bf73129-1428-4cd3-a780-95db273d1602",
    "detail-type": detailType,
    source,
    account: "111122223333",
    time: "2026-12-01T16:02:06Z",
    region: "us-east-1",
    resources: [],
    detail,
  };
}

/** When `busEvent` happened by its envelope, ms. */
export const BUS_EVENT_AT = Date.parse("2026-12-01T16:02:06Z");

/** The detail of an event of Amazon SES; `particulars` are what the type adds. */
export function emailDetail(eventType: string, tag: TouchTag | undefined, particulars: object = {}) {
  const own = tag === undefined ? [] : touchEmailTags(tag).map(({ Name, Value }) => [Name, [Value]]);
  return {
    eventType,
    mail: {
      timestamp: "2026-12-01T16:02:00.000Z",
      source: "hello@bright-smile.example.com",
      messageId: "010f019a9974b389-60efe038-3845-92e7-45c4-3cdc6ca2a111-000000",
      destination: ["dana@example.com"],
      commonHeaders: { subject: "Your message" },
      tags: { "ses:configuration-set": ["bright-smile-email"], ...Object.fromEntries(own) },
    },
    ...particulars,
  };
}

/** What a permanent bounce adds. */
export const PERMANENT_BOUNCE = {
  bounce: {
    bounceType: "Permanent",
    bounceSubType: "General",
    bouncedRecipients: [{ emailAddress: "dana@example.com", action: "failed", status: "5.1.1" }],
    timestamp: "2026-12-01T16:02:04.000Z",
    feedbackId: "0100018d-1234-abcd-ef01-234567890abc-000000",
  },
};

/** The detail of an Amazon Connect contact event of a call that was placed over the API. */
export function contactDetail(eventType: string, more: object = {}) {
  return {
    eventType,
    contactId: "2f1c7e6a-5b4d-4c3b-8a29-181716151413",
    channel: "VOICE",
    instanceArn: "arn:aws:connect:us-east-1:111122223333:instance/12345678-1234-1234-1234-123456789012",
    initiationMethod: "API",
    initiationTimestamp: "2026-12-01T16:01:53.000Z",
    tags: { "aws:connect:instanceId": "12345678-1234-1234-1234-123456789012" },
    ...more,
  };
}

/** The tag as the context of a text message. */
export function withContext(tag: TouchTag) {
  return { ...SMS_EVENT, context: { ...touchContext(tag), campaign: "something of somebody else" } };
}
