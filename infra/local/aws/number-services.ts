import type { LineType } from "../../../shared/domain/vocabulary.ts";
import type { AwsOperation } from "./wire.ts";

/** What the fakes of number look-up and opt-out lists know; forgotten when the engine stops. */
export interface NumberServices {
  /** By E.164 number; every other number is a mobile one. */
  readonly lineTypes: Map<string, LineType>;
  /** Numbers by opt-out list. Messages to them are taken all the same, so that a gate that fails shows in the outbox. */
  readonly optOutLists: Map<string, Set<string>>;
}

/** Services that know nothing yet. */
export function createNumberServices(): NumberServices {
  return { lineTypes: new Map(), optOutLists: new Map() };
}

/** Makes the fakes of `PhoneNumberValidate` and of the opt-out lists of End User Messaging. */
export function numberOperations({ lineTypes, optOutLists }: NumberServices): Record<string, AwsOperation> {
  const listOf = (name: string) => {
    const list = optOutLists.get(name) ?? new Set();
    optOutLists.set(name, list);
    return list;
  };
  return {
    "POST /v1/phone/number/validate": ({ PhoneNumber }) => {
      const number = String(PhoneNumber);
      const type = (lineTypes.get(number) ?? "mobile").toUpperCase();
      return { body: { CleansedPhoneNumberE164: number, PhoneType: type } };
    },
    "PinpointSMSVoiceV2.PutOptedOutNumber": ({ OptOutListName, OptedOutNumber }) => {
      listOf(String(OptOutListName)).add(String(OptedOutNumber));
      return { body: { OptOutListName, OptedOutNumber, EndUserOptedOut: false } };
    },
    "PinpointSMSVoiceV2.DeleteOptedOutNumber": ({ OptOutListName, OptedOutNumber }) => {
      if (listOf(String(OptOutListName)).delete(String(OptedOutNumber)))
        return { body: { OptOutListName, OptedOutNumber, EndUserOptedOut: false } };
      return { error: "ResourceNotFoundException", message: `${String(OptedOutNumber)} is not on the list` };
    },
  };
}
