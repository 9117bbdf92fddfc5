import { touchContext } from "../../../shared/contracts/touch-tags.ts";
import type { Sent } from "./reports.ts";

/** What a person does on the phone of which a contact flow tells a function, by the function. */
export const FLOW_CALLS: Readonly<Record<string, string>> = {
  PRESSED_9: "record-call-opt-out",
  // Pressed 1, or called, and nobody was there to take it.
  NOBODY_TOOK_IT: "receive-lead",
};

/** What a contact flow of Amazon Connect calls a function with in one of our calls; undefined for what was no call to a person. */
export function flowEvent({ medium, providerId, to, from, tag }: Sent): object | undefined {
  if (medium !== "call" || tag === undefined) return undefined;
  const endpoint = (Address: string) => ({ Address, Type: "TELEPHONE_NUMBER" });
  return {
    Name: "ContactFlowEvent",
    Details: {
      ContactData: {
        Attributes: touchContext(tag),
        Channel: "VOICE",
        ContactId: providerId,
        CustomerEndpoint: endpoint(to),
        InitiationMethod: "API",
        InstanceARN: "arn:aws:connect:us-east-1:000000000000:instance/local",
        SystemEndpoint: endpoint(from),
      },
      Parameters: { practiceId: tag.practiceId },
    },
  };
}
