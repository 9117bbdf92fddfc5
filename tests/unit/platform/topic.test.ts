import { describe, expect, it } from "@jest/globals";
import { StoreUnavailable } from "../../../shared/domain/errors.ts";
import { type Notification, topicHandler } from "../../../shared/platform/queue-topic.ts";
import { asLambdaReports, rejectionOf } from "./lambda-error.ts";

const CANARY = "+13125550142";
const record = (Message: string, Timestamp = "2026-12-01T16:02:00.250Z") => ({
  EventSource: "aws:sns",
  Sns: { Message, Timestamp },
});

describe("topicHandler", () => {
  it("hands over each notification with the moment at which the topic took it", async () => {
    const seen: Notification[] = [];
    const handler = topicHandler(async (notification) => void seen.push(notification));
    await handler({ Records: [record("one"), record("two", "2026-12-01T16:02:01+00:00")] });
    expect(seen).toEqual([
      { message: "one", publishedAt: Date.UTC(2026, 11, 1, 16, 2, 0, 250) },
      { message: "two", publishedAt: Date.UTC(2026, 11, 1, 16, 2, 1) },
    ]);
  });

  it.each([
    ["nothing", undefined],
    ["no records", { Records: [] }],
    ["a record of a queue", { Records: [{ body: CANARY }] }],
    ["no moment", { Records: [{ Sns: { Message: CANARY } }] }],
    ["a moment that is none", { Records: [record(CANARY, CANARY)] }],
  ])("refuses what is no notification, without quoting it: %s", async (_what, event) => {
    const error = await rejectionOf(topicHandler(async () => {})(event));
    expect(error).toMatchObject({ name: "InvalidNotification", message: "invalid_notification" });
    expect(asLambdaReports(error)).not.toContain(CANARY);
  });

  it("fails by name and code when the work fails, so that the notification comes again", async () => {
    const failing = (error: Error) =>
      rejectionOf(
        topicHandler(async () => {
          throw error;
        })({ Records: [record(CANARY)] }),
      );
    expect(await failing(new StoreUnavailable("throttled"))).toMatchObject({
      name: "StoreUnavailable",
      message: "throttled",
    });
    const foreign = await failing(new Error(`cannot work ${CANARY}`));
    expect(foreign).toMatchObject({ name: "UnexpectedError", message: "Error" });
    expect(asLambdaReports(foreign)).not.toContain(CANARY);
  });
});
