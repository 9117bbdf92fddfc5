import { describe, expect, it } from "@jest/globals";
import type { SNSEvent } from "aws-lambda";
import { createNumberServices } from "../../../infra/local/aws/number-services.ts";
import { REPORTS, reportEvent, type Sent, type Via } from "../../../infra/local/aws/reports.ts";
import { VirtualClock } from "../../../infra/local/clock/virtual-clock.ts";
import { messageOperations } from "../../../infra/local/http/local-messages.ts";
import { Outbox } from "../../../infra/local/outbox.ts";
import { readProviderEvent } from "../../../shared/adapters/delivery-events/read-provider-event.ts";
import type { ProviderEvent, ReadEvent } from "../../../shared/contracts/delivery-report.ts";
import { type TouchTag, TouchTagSchema } from "../../../shared/contracts/touch-tags.ts";
import { providerEventHandler } from "../../../shared/platform/foreign-events.ts";

const NOW = Date.parse("2026-12-01T16:02:00Z");
const AT = "2026-12-01T16:03:00Z";
const LEAD_ID = "01KBDEXAMP1E00000000000000";
const TAG: TouchTag = TouchTagSchema.parse({
  practiceId: "bright-smile",
  leadId: LEAD_ID,
  runId: `${LEAD_ID}-new-lead`,
  touchId: `${LEAD_ID}-new-lead#hello-sms#1`,
  kind: "touch",
});

/** What a message of this medium is in the outbox. */
function sentBy(medium: Sent["medium"]): Sent {
  const at = new Date(NOW).toISOString();
  const message = { to: "+13125550142", body: "Hi", at, touchId: TAG.touchId, providerId: `${medium}-1` };
  return { ...message, channel: medium, medium, from: "+13125550111", tag: TAG };
}

/** What record-delivery makes of an event: through its real stack and its real adapter. */
async function readBack(event: object): Promise<ReadEvent> {
  const handed: ProviderEvent[] = [];
  await providerEventHandler(async (one) => void handed.push(one))(event);
  const [first, ...others] = handed;
  if (first === undefined || others.length > 0) throw new Error("expected one event");
  return readProviderEvent(first);
}

function open() {
  const clock = new VirtualClock({ startsAt: NOW, speed: 1 });
  const outbox = new Outbox(clock);
  const { medium, from, tag, at: _at, ...message } = sentBy("sms");
  outbox.record(message, "accepted", { medium, from, tag });
  const numbers = createNumberServices();
  const invoked: { name: string; event: unknown }[] = [];
  const operations = messageOperations({
    clock,
    outbox,
    numbers,
    practiceNumber: "+13125550111",
    invoke: async (name, event) => void invoked.push({ name, event }),
  });
  const post = async (path: string, body: object) => {
    const answer = await operations[path]?.POST?.(Buffer.from(JSON.stringify(body)), {});
    return { status: answer?.status, body: JSON.parse(answer?.body ?? "null") as Record<string, unknown> };
  };
  return { numbers, invoked, post };
}

/** The notification that the first function called was handed. */
function notified([first]: readonly { event: unknown }[]) {
  const [record] = (first?.event as SNSEvent | undefined)?.Records ?? [];
  if (record === undefined) throw new Error("expected a notification");
  return record.Sns;
}

describe("POST /local/inbound-sms", () => {
  it("hands the text to receive-sms as SNS would", async () => {
    const { post, invoked } = open();
    const text = { from: "(312) 555-0142", body: "STOP", at: AT, messageId: "in-1" };
    expect(await post("/local/inbound-sms", text)).toEqual({ status: 202, body: { messageId: "in-1" } });
    expect(invoked).toMatchObject([{ name: "receive-sms" }]);
    const Sns = notified(invoked);
    expect(Sns).toMatchObject({ Type: "Notification", Timestamp: "2026-12-01T16:03:00.000Z" });
    expect(JSON.parse(Sns.Message)).toMatchObject({
      originationNumber: "+13125550142",
      destinationNumber: "+13125550111",
      messageBody: "STOP",
      inboundMessageId: "in-1",
    });
  });

  it("names the message itself when nobody else does, and dates it by the clock", async () => {
    const { post, invoked } = open();
    const { body } = await post("/local/inbound-sms", { from: "3125550142", body: "Hi", to: "+13125550199" });
    const Sns = notified(invoked);
    const message = JSON.parse(Sns.Message) as Record<string, unknown>;
    expect(message).toMatchObject({ inboundMessageId: body.messageId, destinationNumber: "+13125550199" });
    expect(Date.parse(Sns.Timestamp)).toBeGreaterThanOrEqual(NOW);
  });

  it.each([{ from: "call me", body: "Hi" }, { body: "Hi" }, { from: "3125550142", body: "Hi", at: "today" }])(
    "refuses %j",
    async (text) => {
      const { post, invoked } = open();
      expect(await post("/local/inbound-sms", text)).toMatchObject({ status: 400, body: { code: "invalid_body" } });
      expect(invoked).toEqual([]);
    },
  );
});

describe("POST /local/delivery-events", () => {
  it("hands a report of a message in the outbox to record-delivery", async () => {
    const { post, invoked } = open();
    const request = { touchId: TAG.touchId, event: "DELIVERED", at: AT };
    expect(await post("/local/delivery-events", request)).toEqual({ status: 202, body: { providerId: "sms-1" } });
    expect(invoked[0]?.name).toBe("record-delivery");
    const report = { kind: "status", status: "delivered", tag: TAG, providerId: "sms-1", at: Date.parse(AT) };
    expect(await readBack(invoked[0]?.event as object)).toMatchObject({ is: "report", report });
  });

  it.each([
    [{ touchId: "nobody", event: "DELIVERED" }, 404, "message_not_found"],
    [{ providerId: "sms-1", event: "Bounce" }, 400, "unfit_event"],
    [{ event: "DELIVERED" }, 400, "invalid_body"],
    [{ touchId: TAG.touchId, providerId: "sms-1", event: "DELIVERED" }, 400, "invalid_body"],
  ])("refuses %j", async (request, status, code) => {
    const { post, invoked } = open();
    expect(await post("/local/delivery-events", request)).toMatchObject({ status, body: { code } });
    expect(invoked).toEqual([]);
  });
});

describe("reportEvent", () => {
  const ways: [Sent["medium"], Via | undefined][] = [
    ["sms", "sns"],
    ["sms", "eventbridge"],
    ["email", "eventbridge"],
    ["call", "eventbridge"],
  ];
  const all = ways.flatMap(([medium, via]) => REPORTS[medium].map((word) => [medium, word, via] as const));

  it.each(all)("makes an event that our adapter can read: %s %s over %s", async (medium, word, via) => {
    const event = reportEvent(sentBy(medium), word, via, NOW + 1);
    expect((await readBack(event as object)).is).toBe(word === "Open" ? "no_news" : "report");
  });

  it("leaves our tag out of what the default bus says of a text message", async () => {
    const event = await readBack(reportEvent(sentBy("sms"), "DELIVERED", "eventbridge", NOW + 1) as object);
    expect(event.is === "report" && event.report.tag).toBeUndefined();
  });

  it.each(["email", "call"] as const)("knows no topic for the reports of an %s", (medium) => {
    expect(reportEvent(sentBy(medium), REPORTS[medium][0], "sns", NOW)).toBeUndefined();
  });
});

describe("POST /local/line-types", () => {
  it("says what a look-up of a number answers", async () => {
    const { post, numbers } = open();
    expect(await post("/local/line-types", { number: "312-555-0142", type: "landline" })).toMatchObject({
      status: 201,
    });
    expect([...numbers.lineTypes]).toEqual([["+13125550142", "landline"]]);
  });
});
