import { describe, expect, it } from "@jest/globals";
import { readProviderEvent } from "../../../shared/adapters/delivery-events/read-provider-event.ts";
import { InvalidDeliveryEvent } from "../../../shared/adapters/delivery-events/vendor-shape.ts";
import type { ReadEvent } from "../../../shared/contracts/delivery-report.ts";
import { type TouchTag, TouchTagSchema } from "../../../shared/contracts/touch-tags.ts";
import {
  BUS_EVENT_AT,
  busEvent,
  contactDetail,
  emailDetail,
  PERMANENT_BOUNCE,
  SMS_EVENT,
  SMS_EVENT_AT,
  withContext,
} from "./wire-events.ts";

const LEAD_ID = "01KBDEXAMP1E00000000000000";
const TAG: TouchTag = TouchTagSchema.parse({
  practiceId: "bright-smile",
  leadId: LEAD_ID,
  runId: `${LEAD_ID}-new-lead`,
  touchId: `${LEAD_ID}-new-lead#first-sms#1`,
  kind: "touch",
});

const ofTopic = (message: unknown) => readProviderEvent({ via: "sns", message });
function ofBus(source: string, detail: object): ReadEvent {
  const event = busEvent(source, "some type", detail);
  return readProviderEvent({ via: "eventbridge", ...event });
}
function reportOf(event: ReadEvent) {
  if (event.is !== "report") throw new Error(`expected a report, got ${event.is}`);
  return event.report;
}

describe("readProviderEvent of a text message", () => {
  it.each([
    ["QUEUED", "pending", undefined],
    ["PENDING", "pending", undefined],
    ["SENT", "sent", undefined],
    ["SUCCESSFUL", "sent", undefined],
    ["DELIVERED", "delivered", undefined],
    ["INVALID", "failed", "number_invalid"],
    ["UNREACHABLE", "failed", undefined],
    ["CARRIER_UNREACHABLE", "failed", undefined],
    ["TTL_EXPIRED", "failed", undefined],
    ["UNKNOWN", "failed", undefined],
    ["BLOCKED", "failed", "carrier_blocked"],
    ["CARRIER_BLOCKED", "failed", "carrier_blocked"],
    ["SPAM", "failed", "carrier_blocked"],
    ["PROTECT_BLOCKED", "failed", "carrier_blocked"],
  ])("takes %s for %s", (word, status, unusable) => {
    const report = reportOf(ofTopic({ ...withContext(TAG), eventType: `TEXT_${word}`, messageStatus: word }));
    expect(report).toMatchObject({ kind: "status", channel: "sms", status, code: `TEXT_${word}`, at: SMS_EVENT_AT });
    expect(report.kind === "status" && report.unusable).toBe(unusable);
  });

  it("finds our tag in its context; what comes over the topic without one is of no touch", () => {
    expect(reportOf(ofTopic(withContext(TAG))).tag).toEqual(TAG);
    const foreign = { is: "unknown", reason: "foreign_message" };
    expect(ofTopic({ ...SMS_EVENT, context: { account: "bar" } })).toEqual(foreign);
    expect(ofTopic(SMS_EVENT)).toEqual(foreign);
  });

  it("reads the same from the default bus, which says no more than the id of the message", () => {
    const { destinationPhoneNumber: _number, ...detail } = SMS_EVENT;
    const { tag, ...report } = reportOf(ofTopic(withContext(TAG)));
    expect(tag).toBeDefined();
    expect(reportOf(ofBus("aws.sms-voice", detail))).toEqual(report);
  });

  it("takes a failure that is described as an opt-out for one", () => {
    const event = {
      ...withContext(TAG),
      eventType: "TEXT_BLOCKED",
      messageStatusDescription: "Phone number is opted out",
    };
    expect(reportOf(ofTopic(event))).toMatchObject({ kind: "opted_out", channel: "sms", code: "TEXT_BLOCKED" });
    const arrived = { ...event, eventType: "TEXT_DELIVERED" };
    expect(reportOf(ofTopic(arrived)).kind).toBe("status");
  });

  it("passes on no number and no description", () => {
    expect(JSON.stringify(ofTopic(withContext(TAG)))).not.toMatch(/\+1|accepted by phone/);
  });
});

describe("readProviderEvent of an email", () => {
  const own = (type: string, particulars?: object) => ofBus("aws.ses", emailDetail(type, TAG, particulars));

  it.each([
    ["Send", { send: {} }, "sent", "Send", undefined],
    ["DeliveryDelay", { deliveryDelay: { delayType: "MailboxFull" } }, "sent", "DeliveryDelay", undefined],
    ["Delivery", { delivery: { smtpResponse: "250 OK" } }, "delivered", "Delivery", undefined],
    ["Reject", { reject: { reason: "Bad content" } }, "failed", "Reject", undefined],
    ["Rendering Failure", { failure: { templateName: "x" } }, "failed", "RenderingFailure", undefined],
    ["Bounce", PERMANENT_BOUNCE, "failed", "PermanentBounce", "bounced"],
    ["Bounce", { bounce: { bounceType: "Transient" } }, "failed", "TransientBounce", undefined],
    ["Bounce", { bounce: { bounceType: "Undetermined" } }, "failed", "UndeterminedBounce", undefined],
  ])("takes %s %j for %s", (type, particulars, status, code, unusable) => {
    const report = reportOf(own(type, particulars));
    expect(report).toMatchObject({ kind: "status", channel: "email", tag: TAG, status, code });
    expect(report.kind === "status" && report.unusable).toBe(unusable);
  });

  it("takes a complaint for one, whatever a mailbox provider says about it", () => {
    const complaint = { complaint: { complaintFeedbackType: null, timestamp: "2026-12-01T18:00:00Z" } };
    const at = Date.parse("2026-12-01T18:00:00Z");
    expect(reportOf(own("Complaint", complaint))).toMatchObject({ kind: "complaint", tag: TAG, at, code: "Complaint" });
  });

  it("dates a report by the moment of what happened, else by that of the event", () => {
    expect(reportOf(own("Bounce", PERMANENT_BOUNCE)).at).toBe(Date.parse("2026-12-01T16:02:04Z"));
    expect(reportOf(own("Send", { send: {} })).at).toBe(BUS_EVENT_AT);
  });

  it.each(["Open", "Click", "Subscription"])("knows %s, which changes nothing here", (type) => {
    expect(own(type)).toEqual({ is: "no_news" });
  });

  it("finds no tag in an email of somebody else", () => {
    expect(reportOf(ofBus("aws.ses", emailDetail("Delivery", undefined, { delivery: {} }))).tag).toBeUndefined();
  });

  it("passes on no address and no subject", () => {
    expect(JSON.stringify(own("Bounce", PERMANENT_BOUNCE))).not.toMatch(/@|Your message/);
  });
});

describe("readProviderEvent of a call", () => {
  const agent = { connectedToAgentTimestamp: "2026-12-01T16:02:03.000Z" };
  const agentAt = Date.parse("2026-12-01T16:02:03Z");
  const call = (type: string, more?: object) => reportOf(ofBus("aws.connect", contactDetail(type, more)));

  it("takes an agent on the line for a person who was reached", () => {
    expect(call("CONNECTED_TO_AGENT", { agentInfo: agent })).toMatchObject({ kind: "connected_to_agent", at: agentAt });
  });

  it("reads the fields in either spelling of AWS's own samples", () => {
    const spelled = { AgentInfo: { AgentArn: "arn", ConnectedToAgentTimestamp: agent.connectedToAgentTimestamp } };
    expect(call("CONNECTED_TO_AGENT", spelled)).toMatchObject({ kind: "connected_to_agent", at: agentAt });
  });

  it("learns of the agent from the end of the call when the event itself was lost", () => {
    const ended = { disconnectTimestamp: "2026-12-01T16:05:00.000Z", agentInfo: agent };
    expect(call("DISCONNECTED", ended)).toEqual(call("CONNECTED_TO_AGENT", { agentInfo: agent }));
  });

  it("takes a call that was picked up, be it by voicemail, for delivered", () => {
    const media = { connectedToSystemTimestamp: "2026-12-01T16:02:01.000Z" };
    const expected = { kind: "status", status: "delivered", at: Date.parse("2026-12-01T16:02:01Z") };
    expect(call("CONNECTED_TO_SYSTEM", media)).toMatchObject(expected);
    expect(call("DISCONNECTED", { ...media, disconnectTimestamp: "2026-12-01T16:05:00Z" })).toMatchObject(expected);
  });

  it("takes a call that ended before anybody picked up for failed", () => {
    const ended = { disconnectTimestamp: "2026-12-01T16:02:04.000Z" };
    const at = Date.parse("2026-12-01T16:02:04Z");
    expect(call("DISCONNECTED", ended)).toMatchObject({ kind: "status", status: "failed", at, code: "DISCONNECTED" });
  });

  it.each(["INITIATED", "QUEUED", "CONTACT_DATA_UPDATED", "AMD_DISABLED"])(
    "knows %s, which changes nothing",
    (type) => {
      expect(ofBus("aws.connect", contactDetail(type))).toEqual({ is: "no_news" });
    },
  );

  it("takes a call that came in for none of ours", () => {
    const event = ofBus("aws.connect", contactDetail("CONNECTED_TO_AGENT", { initiationMethod: "INBOUND" }));
    expect(event).toEqual({ is: "unknown", reason: "foreign_message" });
  });
});

describe("readProviderEvent of what it does not know", () => {
  it.each([
    ["aws.sms-voice", { eventType: "VOICE_INITIATED" }, "unknown_type"],
    ["aws.sms-voice", { eventType: "TEXT_TELEPORTED" }, "unknown_type"],
    ["aws.ses", { eventType: "Telepathy" }, "unknown_type"],
    ["aws.connect", { eventType: "TELEPORTED" }, "unknown_type"],
    ["aws.pigeons", { eventType: "TEXT_DELIVERED" }, "unknown_source"],
  ])("answers its reason: %s %j", (source, detail, reason) => {
    expect(ofBus(source, detail)).toEqual({ is: "unknown", reason });
  });

  it.each<[string, object]>([
    ["aws.sms-voice", { ...SMS_EVENT, messageId: undefined }],
    ["aws.sms-voice", { ...SMS_EVENT, eventTimestamp: "yesterday" }],
    ["aws.sms-voice", { ...SMS_EVENT, context: "bar" }],
    ["aws.sms-voice", { registrationDetails: {} }],
    ["aws.ses", { eventType: "Delivery" }],
    ["aws.ses", emailDetail("Bounce", TAG)],
    ["aws.ses", emailDetail("Bounce", TAG, { bounce: { bounceType: "Hard" } })],
    ["aws.connect", { eventType: "DISCONNECTED" }],
    ["aws.connect", contactDetail("DISCONNECTED", { disconnectTimestamp: "at ten" })],
  ])("refuses what is not of the shape of its type: %s %j", (source, detail) => {
    expect(() => ofBus(source, detail)).toThrow(InvalidDeliveryEvent);
  });

  it("quotes nothing when it refuses", () => {
    const refuse = () => ofTopic({ ...SMS_EVENT, eventTimestamp: "+13125550142" });
    expect(refuse).toThrow(/^[^+\d]*$/);
  });
});
