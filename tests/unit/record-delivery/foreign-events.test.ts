import { describe, expect, it } from "@jest/globals";
import type { ProviderEvent } from "../../../shared/contracts/delivery-report.ts";
import { StoreUnavailable } from "../../../shared/domain/errors.ts";
import { providerEventHandler } from "../../../shared/platform/foreign-events.ts";
import { asLambdaReports, rejectionOf } from "../platform/lambda-error.ts";
import { busEvent, notification, SMS_EVENT } from "./wire-events.ts";

async function handedOver(input: unknown): Promise<ProviderEvent[]> {
  const events: ProviderEvent[] = [];
  await providerEventHandler(async (event) => void events.push(event))(input);
  return events;
}

describe("providerEventHandler", () => {
  it("hands over the message of a notification", async () => {
    expect(await handedOver(notification(SMS_EVENT))).toEqual([{ via: "sns", message: SMS_EVENT }]);
  });

  it("hands over an event of the bus", async () => {
    const event = busEvent("aws.ses", "Email Delivered", { eventType: "Delivery" });
    const { source, time, detail } = event;
    expect(await handedOver(event)).toEqual([{ via: "eventbridge", source, time, detail }]);
  });

  it.each([
    ["nothing", null, "InvalidProviderEvent"],
    ["an empty notification", { Records: [] }, "InvalidNotification"],
    ["a notification whose message is no JSON", notification("STOP, +13125550142"), "InvalidProviderEvent"],
    ["an event without detail", { source: "aws.ses", time: "2026-12-01T16:02:06Z" }, "InvalidProviderEvent"],
  ])("refuses %s, and quotes none of it", async (_what, input, name) => {
    const error = await rejectionOf(handedOver(input));
    expect(error).toMatchObject({ name, message: expect.stringMatching(/^invalid_/) });
    expect(asLambdaReports(error)).not.toContain("555");
  });

  it("fails by name and code when the work fails, so that the event comes again", async () => {
    const handler = providerEventHandler(async () => {
      throw new StoreUnavailable("throttled");
    });
    expect(await rejectionOf(handler(notification(SMS_EVENT)))).toMatchObject({ name: "StoreUnavailable" });
  });
});
