import { createHash, randomUUID } from "node:crypto";
import { readTouchContext, readTouchEmailTags, type TouchTag } from "../../../shared/contracts/touch-tags.ts";
import type { Faults } from "../faults.ts";
import type { Outbox, OutboxEntry } from "../outbox.ts";
import type { AwsAnswer, AwsOperation } from "./wire.ts";

type Message = Omit<OutboxEntry, "at">;
type Errors = Record<"throttle" | "reject" | "error500", { error: string; status?: number }>;

/** Error names of each provider; their messages quote the recipient, as the real ones do. */
const ERRORS: Record<"sms" | "email" | "call", Errors> = {
  sms: {
    throttle: { error: "ThrottlingException" },
    reject: { error: "ValidationException" },
    error500: { error: "InternalServerException", status: 500 },
  },
  email: {
    throttle: { error: "TooManyRequestsException", status: 429 },
    reject: { error: "MessageRejected" },
    error500: { error: "InternalServiceErrorException", status: 500 },
  },
  call: {
    throttle: { error: "ThrottlingException", status: 429 },
    reject: { error: "DestinationNotAllowedException", status: 403 },
    error500: { error: "InternalServiceException", status: 500 },
  },
};

/** Makes the fakes of SMS, email and calls: they take a message, or fail as they were asked to. */
export function providerOperations(deps: { outbox: Outbox; faults: Faults }): Record<string, AwsOperation> {
  async function take(channel: "sms" | "email" | "call", message: Message, accepted: () => object): Promise<AwsAnswer> {
    const fault = deps.faults.strike(channel);
    switch (fault?.kind) {
      case "throttle":
      case "reject":
      case "error500":
        deps.outbox.record(message, fault.kind, false);
        return { ...ERRORS[channel][fault.kind], message: `could not reach ${message.to}` };
      case "timeout":
      case "reset":
        deps.outbox.record(message, fault.kind, true);
        return fault.kind === "reset" ? "reset" : "none";
      default:
        deps.outbox.record(message, "accepted", true);
        if (fault) await new Promise((resolve) => setTimeout(resolve, fault.delayMs));
        return { body: accepted() };
    }
  }

  return {
    "PinpointSMSVoiceV2.SendTextMessage": (input) => {
      const tag = readTouchContext((input.Context ?? {}) as Record<string, string>);
      const message = { to: text(input.DestinationPhoneNumber), body: text(input.MessageBody) };
      return take("sms", { ...tagged("sms", tag), ...message }, () => ({ MessageId: randomUUID() }));
    },
    "POST /v2/email/outbound-emails": (input) => {
      const email = input as unknown as SendEmailInput;
      const tag = readTouchEmailTags(
        Object.fromEntries((email.EmailTags ?? []).map(({ Name, Value }) => [Name, Value])),
      );
      const message = {
        to: email.Destination.ToAddresses.join(", "),
        subject: email.Content.Simple.Subject.Data,
        body: email.Content.Simple.Body.Text.Data,
      };
      return take("email", { ...tagged("email", tag), ...message }, () => ({ MessageId: randomUUID() }));
    },
    "PUT /contact/outbound-voice": (input) => {
      const attributes = (input.Attributes ?? {}) as Record<string, string>;
      const message = { to: text(input.DestinationPhoneNumber), body: text(attributes.prompt) };
      const call = { ...tagged("call", readTouchContext(attributes)), ...message };
      const answer = { ContactId: createHash("sha256").update(text(input.ClientToken)).digest("hex").slice(0, 32) };
      // The same token again is the same call, as with Amazon Connect; here a token is a touch.
      if (deps.outbox.has(call.channel, call.touchId)) return { body: answer };
      return take("call", call, () => answer);
    },
  };
}

interface SendEmailInput {
  Destination: { ToAddresses: string[] };
  Content: { Simple: { Subject: { Data: string }; Body: { Text: { Data: string } } } };
  EmailTags?: { Name: string; Value: string }[];
}

function tagged(channel: "sms" | "email" | "call", tag: TouchTag | undefined): Pick<Message, "channel" | "touchId"> {
  return { channel: tag?.kind === "alert" ? "alert" : channel, touchId: tag?.touchId ?? "" };
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
