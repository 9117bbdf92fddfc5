import { ConnectClient, StartOutboundVoiceContactCommand } from "@aws-sdk/client-connect";
import { PinpointSMSVoiceV2Client, SendTextMessageCommand } from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { beforeEach, describe, expect, it } from "@jest/globals";
import { mockClient } from "aws-sdk-client-mock";
import { createCallPlacer } from "../../../shared/adapters/call-placer.ts";
import { createEmailSender } from "../../../shared/adapters/email-sender.ts";
import { createSmsSender } from "../../../shared/adapters/sms-sender.ts";
import { CALL, EMAIL, SMS, TAG } from "./messages.ts";

const smsApi = mockClient(PinpointSMSVoiceV2Client);
const sesApi = mockClient(SESv2Client);
const connectApi = mockClient(ConnectClient);

beforeEach(() => {
  for (const api of [smsApi, sesApi, connectApi]) api.reset();
  smsApi.on(SendTextMessageCommand).resolves({ MessageId: "m-1" });
  sesApi.on(SendEmailCommand).resolves({ MessageId: "m-2" });
  connectApi.on(StartOutboundVoiceContactCommand).resolves({ ContactId: "c-1" });
});

describe("SMS request", () => {
  const sent = () => smsApi.commandCalls(SendTextMessageCommand)[0]?.args[0].input;

  it("says how long the carrier may try and which touch it is", async () => {
    await createSmsSender().send(SMS);
    expect(sent()).toEqual({
      DestinationPhoneNumber: "+13125550142",
      OriginationIdentity: "+13125550102",
      MessageBody: SMS.body,
      MessageType: "PROMOTIONAL",
      TimeToLive: 1_800,
      ConfigurationSetName: "first-touch",
      Context: { ...TAG },
    });
    expect(Object.keys(sent()?.Context ?? {})).toHaveLength(5);
  });

  it("is of the type that the number is registered for, whomever it goes to", async () => {
    await createSmsSender().send({ ...SMS, messageType: "TRANSACTIONAL", tag: { ...TAG, kind: "alert" } });
    expect(sent()?.MessageType).toBe("TRANSACTIONAL");
  });
});

describe("email request", () => {
  const sent = () => sesApi.commandCalls(SendEmailCommand)[0]?.args[0].input;

  it("has text, HTML, the way out and the touch", async () => {
    await createEmailSender().send(EMAIL);
    const simple = sent()?.Content?.Simple;
    expect(sent()).toMatchObject({
      FromEmailAddress: '"Bright Smile" <hello@bright-smile.example.com>',
      ReplyToAddresses: ["front-desk@bright-smile.example.com"],
      Destination: { ToAddresses: ["dana@example.com"] },
    });
    expect(simple?.Headers).toEqual([
      { Name: "List-Unsubscribe", Value: "<mailto:stop@bright-smile.example.com?subject=unsubscribe>" },
    ]);
    expect(simple?.Body?.Text?.Data).toBe(EMAIL.text);
    expect(simple?.Body?.Html?.Data).toBe(EMAIL.html);
  });

  it("has no tags when it is of no touch", async () => {
    await createEmailSender().send({ ...EMAIL, tag: undefined });
    expect(sent()).not.toHaveProperty("EmailTags");
  });

  it("has the signed link for one click before the mailbox where there is a link", async () => {
    const unsubscribeUrl = "https://links.example.com/prod/unsubscribe/abc.def";
    await createEmailSender().send({ ...EMAIL, unsubscribeUrl });
    expect(sent()?.Content?.Simple?.Headers).toEqual([
      {
        Name: "List-Unsubscribe",
        Value: `<${unsubscribeUrl}>, <mailto:stop@bright-smile.example.com?subject=unsubscribe>`,
      },
      { Name: "List-Unsubscribe-Post", Value: "List-Unsubscribe=One-Click" },
    ]);
  });

  it.each([
    "https://links.example.com/a>, <https://other.example.com",
    "https://links.example.com/a b",
    "https://links.example.com/\r\nBcc: all@example.com",
    "javascript:alert(1)",
  ])("is refused when its link could be more than one: %j", async (unsubscribeUrl) => {
    const result = await createEmailSender().send({ ...EMAIL, unsubscribeUrl });
    expect(result).toEqual({ outcome: "rejected", code: "UnsafeHeader" });
    expect(sesApi.calls()).toHaveLength(0);
  });

  it("has no way out on alerts to staff", async () => {
    await createEmailSender().send({ ...EMAIL, unsubscribe: undefined });
    expect(sent()?.Content?.Simple?.Headers).toBeUndefined();
  });

  it.each(["to", "from", "fromName", "replyTo", "subject", "unsubscribe"] as const)(
    "is refused when %s could start another header",
    async (field) => {
      const result = await createEmailSender().send({ ...EMAIL, [field]: "x\r\nBcc: all@example.com" });
      expect(result).toEqual({ outcome: "rejected", code: "UnsafeHeader" });
      expect(sesApi.calls()).toHaveLength(0);
    },
  );

  it("writes any sender name as one mailbox", async () => {
    await createEmailSender().send({ ...EMAIL, fromName: 'Dr. "Bo" <b@example.com>, Inc' });
    expect(sent()?.FromEmailAddress).toBe('"Dr. \\"Bo\\" <b@example.com>, Inc" <hello@bright-smile.example.com>');
  });

  it("encodes a sender name outside ASCII without losing a character", async () => {
    const fromName = "Clínica Sonrisa Añil — dientes sanos para toda la familia 😀";
    await createEmailSender().send({ ...EMAIL, fromName });
    const words = sent()?.FromEmailAddress?.split(" ").slice(0, -1) ?? [];
    const decoded = words.map((word) => {
      expect(word.length).toBeLessThanOrEqual(75);
      return Buffer.from(/^=\?UTF-8\?B\?(.+)\?=$/.exec(word)?.[1] ?? "", "base64").toString();
    });
    expect(decoded.join("")).toBe(fromName);
  });
});

describe("call request", () => {
  it("carries the touch id as idempotency token and the prompt as attribute", async () => {
    await createCallPlacer().place(CALL);
    expect(connectApi.commandCalls(StartOutboundVoiceContactCommand)[0]?.args[0].input).toEqual({
      InstanceId: "connect-1",
      ContactFlowId: "flow-1",
      SourcePhoneNumber: "+13125550103",
      DestinationPhoneNumber: "+13125550142",
      ClientToken: TAG.touchId,
      Attributes: { ...TAG, prompt: "Hello, this is Bright Smile.", language: "en" },
    });
  });
});
