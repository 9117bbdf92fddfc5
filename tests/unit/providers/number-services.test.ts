import { PhoneNumberValidateCommand, PinpointClient } from "@aws-sdk/client-pinpoint";
import {
  DeleteOptedOutNumberCommand,
  PinpointSMSVoiceV2Client,
  PutOptedOutNumberCommand,
} from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { beforeEach, describe, expect, it } from "@jest/globals";
import { mockClient } from "aws-sdk-client-mock";
import { createNumberLookup } from "../../../shared/adapters/number-lookup.ts";
import { createOptOutMirror } from "../../../shared/adapters/opt-out-mirror.ts";

const PHONE = "+13125550142";
const lookupApi = mockClient(PinpointClient);
const smsApi = mockClient(PinpointSMSVoiceV2Client);
beforeEach(() => {
  lookupApi.reset();
  smsApi.reset();
});

describe("createNumberLookup", () => {
  const lookUp = () => createNumberLookup().lineType(PHONE);

  it("answers what kind of line a number is", async () => {
    lookupApi.on(PhoneNumberValidateCommand).resolves({ NumberValidateResponse: { PhoneType: "LANDLINE" } });
    expect(await lookUp()).toBe("landline");
    expect(lookupApi.commandCalls(PhoneNumberValidateCommand)[0]?.args[0].input).toEqual({
      NumberValidateRequest: { PhoneNumber: PHONE, IsoCountryCode: "US" },
    });
  });

  it("knows nothing of a type that is new to it", async () => {
    lookupApi.on(PhoneNumberValidateCommand).resolves({ NumberValidateResponse: { PhoneType: "SATELLITE" } });
    expect(await lookUp()).toBeUndefined();
  });

  it("knows nothing when the service fails, and does not throw", async () => {
    lookupApi.on(PhoneNumberValidateCommand).rejects(new Error(`cannot look up ${PHONE}`));
    expect(await lookUp()).toBeUndefined();
  });
});

describe("createOptOutMirror", () => {
  const named = (name: string) => Object.assign(new Error(`${PHONE} is wrong`), { name });

  it("puts a number on the practice's list", async () => {
    smsApi.on(PutOptedOutNumberCommand).resolves({});
    expect(await createOptOutMirror().put("bright-smile", PHONE)).toBe("done");
    expect(smsApi.commandCalls(PutOptedOutNumberCommand)[0]?.args[0].input).toEqual({
      OptOutListName: "bright-smile",
      OptedOutNumber: PHONE,
    });
  });

  it("takes a number off the list, which may not hold it", async () => {
    smsApi.on(DeleteOptedOutNumberCommand).rejects(named("ResourceNotFoundException"));
    expect(await createOptOutMirror().remove("bright-smile", PHONE)).toBe("done");
  });

  it("answers a failure as such", async () => {
    smsApi.on(PutOptedOutNumberCommand).rejects(named("AccessDeniedException"));
    expect(await createOptOutMirror().put("bright-smile", PHONE)).toBe("failed");
  });
});
