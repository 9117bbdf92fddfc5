import { describe, expect, it } from "@jest/globals";
import { InvalidInboundSms, readInboundSms } from "../../../shared/adapters/inbound-sms.ts";

const PAYLOAD = {
  originationNumber: "+13125550142",
  destinationNumber: "+13125550102",
  messageKeyword: "KEYWORD_123",
  messageBody: "Stop",
  inboundMessageId: "cae173d2-66b9-564c-8309-21f858e9fb84",
  previousPublishedMessageId: "wJalrXUtnFEMI",
};
const read = (payload: unknown) => readInboundSms({ message: JSON.stringify(payload), publishedAt: 5 });

describe("readInboundSms", () => {
  it("reads what End User Messaging publishes, with the moment of the topic", () => {
    expect(read(PAYLOAD)).toEqual({
      messageId: PAYLOAD.inboundMessageId,
      from: "+13125550142",
      to: "+13125550102",
      body: "Stop",
      sentAt: 5,
    });
  });

  it("takes a picture without words, a short code, and a number without its plus", () => {
    const { messageBody: _none, ...picture } = PAYLOAD;
    expect(read(picture).body).toBe("");
    expect(read({ ...PAYLOAD, originationNumber: "72345" }).from).toBe("72345");
    expect(read({ ...PAYLOAD, originationNumber: "13125550142" }).from).toBe("+13125550142");
  });

  it.each([
    ["no JSON", "Stop +13125550142"],
    ["no object", JSON.stringify("+13125550142")],
    ["no id", JSON.stringify({ ...PAYLOAD, inboundMessageId: "" })],
    ["no number", JSON.stringify({ ...PAYLOAD, originationNumber: "Dana" })],
  ])("refuses what is no text message, without quoting it: %s", (_what, message) => {
    const reading = () => readInboundSms({ message, publishedAt: 5 });
    expect(reading).toThrow(InvalidInboundSms);
    expect(reading).not.toThrow(/5550142|Dana/);
  });
});
