import { PinpointSMSVoiceV2Client, SendTextMessageCommand } from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { touchContext } from "../contracts/touch-tags.ts";
import type { SmsSender } from "../ports/index.ts";
import { callProvider, type ProviderClientOptions, providerClientConfig } from "./provider-client.ts";

/**
 * Sends text messages through AWS End User Messaging.
 *
 * Touches are PROMOTIONAL: they solicit, whatever prompted them, and AWS asks for that type where a message holds marketing
 * or sales content, so that rules for promotional messages apply to them. Alerts to staff are TRANSACTIONAL. Either way
 * the number must be registered for what it sends.
 */
export function createSmsSender(options: ProviderClientOptions = {}): SmsSender {
  const client = new PinpointSMSVoiceV2Client(providerClientConfig(options));
  return {
    send: (message) => {
      const command = new SendTextMessageCommand({
        DestinationPhoneNumber: message.to,
        OriginationIdentity: message.originationIdentity,
        MessageBody: message.body,
        MessageType: message.tag.kind === "touch" ? "PROMOTIONAL" : "TRANSACTIONAL",
        TimeToLive: message.ttlSeconds,
        ConfigurationSetName: message.configurationSet,
        Context: touchContext(message.tag),
      });
      return callProvider({
        send: async (abortSignal) => (await client.send(command, { abortSignal })).MessageId,
        options,
      });
    },
  };
}
