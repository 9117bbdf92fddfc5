import { ConnectClient, StartOutboundVoiceContactCommand } from "@aws-sdk/client-connect";
import { touchContext } from "../contracts/touch-tags.ts";
import type { CallPlacer } from "../ports/index.ts";
import { callProvider, type ProviderClientOptions, providerClientConfig } from "./provider-client.ts";

/**
 * Places automated calls through Amazon Connect. The touch id as `ClientToken` makes Connect itself refuse a second call for
 * seven days. `LimitExceededException` is its limit of calls at a time, which passes.
 */
export function createCallPlacer(options: ProviderClientOptions = {}): CallPlacer {
  const client = new ConnectClient(providerClientConfig(options));
  return {
    place: (call) => {
      const command = new StartOutboundVoiceContactCommand({
        InstanceId: call.instanceId,
        ContactFlowId: call.contactFlowId,
        SourcePhoneNumber: call.sourcePhoneNumber,
        DestinationPhoneNumber: call.to,
        ClientToken: call.tag.touchId,
        Attributes: { ...touchContext(call.tag), prompt: call.prompt, language: call.language },
      });
      return callProvider({
        send: async (abortSignal) => (await client.send(command, { abortSignal })).ContactId,
        throttles: ["LimitExceededException"],
        options,
      });
    },
  };
}
