import { PhoneNumberValidateCommand, PinpointClient } from "@aws-sdk/client-pinpoint";
import type { LineType } from "../domain/vocabulary.ts";
import type { NumberLookup } from "../ports/index.ts";

/** A look-up stands between an inquiry and its first response: later than this the message goes without it, ms. */
const REQUEST_TIMEOUT_MS = 1_500;
const CONNECTION_TIMEOUT_MS = 1_000;

/** The phone types of `PhoneNumberValidate`, in our words. */
const LINE_TYPES = new Map<string, LineType>([
  ["MOBILE", "mobile"],
  ["LANDLINE", "landline"],
  ["VOIP", "voip"],
  ["PREPAID", "prepaid"],
  ["INVALID", "invalid"],
  ["OTHER", "other"],
]);

/** Looks numbers up with `PhoneNumberValidate`, which outlived Amazon Pinpoint as part of AWS End User Messaging. */
export function createNumberLookup(options: { readonly requestTimeoutMs?: number } = {}): NumberLookup {
  const client = new PinpointClient({
    // It only reads, and nobody waits for a second try.
    maxAttempts: 1,
    requestHandler: {
      requestTimeout: options.requestTimeoutMs ?? REQUEST_TIMEOUT_MS,
      connectionTimeout: CONNECTION_TIMEOUT_MS,
      throwOnRequestTimeout: true,
    },
  });
  return {
    async lineType(e164) {
      const command = new PhoneNumberValidateCommand({
        NumberValidateRequest: { PhoneNumber: e164, IsoCountryCode: "US" },
      });
      try {
        const { NumberValidateResponse: answer } = await client.send(command);
        return LINE_TYPES.get(answer?.PhoneType ?? "");
      } catch {
        // Its errors may quote the number.
        return undefined;
      }
    },
  };
}
