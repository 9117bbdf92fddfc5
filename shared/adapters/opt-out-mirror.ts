import {
  DeleteOptedOutNumberCommand,
  PinpointSMSVoiceV2Client,
  PutOptedOutNumberCommand,
} from "@aws-sdk/client-pinpoint-sms-voice-v2";
import type { OptOutMirror } from "../ports/index.ts";

const REQUEST_TIMEOUT_MS = 3_000;

/** Mirrors opt-outs into an opt-out list of AWS End User Messaging, which then refuses the number by itself. Both calls may be repeated. */
export function createOptOutMirror(): OptOutMirror {
  const client = new PinpointSMSVoiceV2Client({
    requestHandler: { requestTimeout: REQUEST_TIMEOUT_MS, throwOnRequestTimeout: true },
  });
  return {
    put: (list, e164) =>
      outcomeOf(() => client.send(new PutOptedOutNumberCommand({ OptOutListName: list, OptedOutNumber: e164 }))),
    remove: (list, e164) =>
      outcomeOf(() => client.send(new DeleteOptedOutNumberCommand({ OptOutListName: list, OptedOutNumber: e164 }))),
  };
}

async function outcomeOf(call: () => Promise<object>): Promise<"done" | "failed"> {
  try {
    await call();
    return "done";
  } catch (error) {
    // A number that is not on the list need not be taken off it.
    return (error as Error).name === "ResourceNotFoundException" ? "done" : "failed";
  }
}
