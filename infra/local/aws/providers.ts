import { createHash, randomUUID } from "node:crypto";
import { readTouchContext, readTouchEmailTags } from "../../../shared/contracts/touch-tags.ts";
import type { VirtualClock } from "../clock/virtual-clock.ts";
import type { Faults } from "../faults.ts";
import type { Outbox, OutboxEntry, Sending } from "../outbox.ts";
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
export function providerOperations(deps: {
  outbox: Outbox;
  faults: Faults;
  clock: Pick<VirtualClock, "now" | "catchUp">;
}): Record<string, AwsOperation> {
  async function take(sending: Sending, what: Omit<Message, "channel" | "touchId">, accepted: object) {
    const { medium, tag } = sending;
    const message = { channel: channelOf(sending), touchId: tag?.touchId ?? "", ...what };
    const fault = deps.faults.strike(medium);
    switch (fault?.kind) {
      case "throttle":
      case "reject":
      case "error500":
        deps.outbox.record(message, fault.kind);
        return { ...ERRORS[medium][fault.kind], message: `could not reach ${message.to}` };
      case "timeout":
      case "reset":
        deps.outbox.record(message, fault.kind, sending);
        return fault.kind === "reset" ? "reset" : "none";
      default:
        if (fault?.kind === "lag") deps.clock.catchUp(deps.clock.now() + fault.delayMs);
        deps.outbox.record(message, "accepted", sending);
        if (fault?.kind === "delay") await new Promise((resolve) => setTimeout(resolve, fault.delayMs));
        return { body: accepted };
    }
  }

  const operations: Record<string, (input: Record<string, unknown>) => Promise<AwsAnswer>> = {
    "PinpointSMSVoiceV2.SendTextMessage": (input) => {
      const providerId = randomUUID();
      const tag = readTouchContext((input.Context ?? {}) as Record<string, string>);
      const message = { to: text(input.DestinationPhoneNumber), body: text(input.MessageBody), providerId };
      return take({ medium: "sms", from: text(input.OriginationIdentity), tag }, message, { MessageId: providerId });
    },
    "POST /v2/email/outbound-emails": (input) => {
      const providerId = randomUUID();
      const { FromEmailAddress, Destination, Content, EmailTags = [] } = input as unknown as SendEmailInput;
      const { Subject, Body, Headers = [] } = Content.Simple;
      const tag = readTouchEmailTags(Object.fromEntries(EmailTags.map(({ Name, Value }) => [Name, Value])));
      const message = {
        to: Destination.ToAddresses.join(", "),
        subject: Subject.Data,
        body: Body.Text.Data,
        ...(Headers.length > 0 ? { headers: Object.fromEntries(Headers.map(({ Name, Value }) => [Name, Value])) } : {}),
        providerId,
      };
      return take({ medium: "email", from: FromEmailAddress, tag }, message, { MessageId: providerId });
    },
    "PUT /contact/outbound-voice": async (input) => {
      const attributes = (input.Attributes ?? {}) as Record<string, string>;
      const tag = readTouchContext(attributes);
      const providerId = createHash("sha256").update(text(input.ClientToken)).digest("hex").slice(0, 32);
      const message = { to: text(input.DestinationPhoneNumber), body: text(attributes.prompt), providerId };
      const sending = { medium: "call", from: text(input.SourcePhoneNumber), tag } as const;
      // The same token again is the same call, as with Amazon Connect; here a token is a touch.
      if (deps.outbox.has(channelOf(sending), tag?.touchId ?? "")) return { body: { ContactId: providerId } };
      return take(sending, message, { ContactId: providerId });
    },
  };
  return operations;
}

interface SendEmailInput {
  FromEmailAddress: string;
  Destination: { ToAddresses: string[] };
  Content: {
    Simple: {
      Subject: { Data: string };
      Body: { Text: { Data: string } };
      Headers?: { Name: string; Value: string }[];
    };
  };
  EmailTags?: { Name: string; Value: string }[];
}

function channelOf({ medium, tag }: Sending): OutboxEntry["channel"] {
  return tag?.kind === "alert" ? "alert" : medium;
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
