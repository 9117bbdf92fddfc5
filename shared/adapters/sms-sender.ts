import { PinpointSMSVoiceV2Client, SendTextMessageCommand } from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { touchContext } from "../contracts/touch-tags.ts";
import type { SmsSender } from "../ports/index.ts";
import { callProvider, type ProviderClientOptions, providerClientConfig } from "./provider-client.ts";

/** Sends text messages through AWS End User Messaging. */
export function createSmsSender(options: ProviderClientOptions = {}): SmsSender {
  const client = new PinpointSMSVoiceV2Client(providerClientConfig(options));
  return {
    send: (message) => {
      const command = new SendTextMessageCommand({
        DestinationPhoneNumber: message.to,
        OriginationIdentity: message.originationIdentity,
        MessageBody: message.body,
        MessageType: message.messageType,
        TimeToLive: message.ttlSeconds,
        ConfigurationSetName: message.configurationSet,
        ...(message.tag === undefined ? {} : { Context: touchContext(message.tag) }),
      });
      return callProvider({
        send: async (abortSignal) => (await client.send(command, { abortSignal })).MessageId,
        options,
      });
    },
  };
}
