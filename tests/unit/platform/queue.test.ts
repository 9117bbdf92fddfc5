import { describe, expect, it } from "@jest/globals";
import type { DynamoDBStreamEvent, EventBridgeEvent } from "aws-lambda";
import type { LeadEvent } from "../../../shared/contracts/events.ts";
import { StoreUnavailable } from "../../../shared/domain/errors.ts";
import { busHandler, type StreamFailure, streamHandler } from "../../../shared/platform/queue.ts";
import type { LogFields, Logger } from "../../../shared/ports/index.ts";
import { asLambdaReports, rejectionOf } from "./lambda-error.ts";

const LEAD_ID = "01JD0000000000000000000000";
const CANARY = "+13125550142";

function recordingLogger() {
  const codes: (string | undefined)[] = [];
  const log = (_message: string, fields?: LogFields) => void codes.push(fields?.code);
  const logger: Logger = { info: log, warn: log, error: log };
  return { logger, codes };
}

describe("streamHandler", () => {
  const batch: DynamoDBStreamEvent = {
    Records: ["100", "101", "102"].map((SequenceNumber) => ({ eventName: "INSERT", dynamodb: { SequenceNumber } })),
  };
  const consume = (failure: StreamFailure | undefined, event = batch) =>
    streamHandler(recordingLogger().logger, async () => failure)(event);

  it("reports nothing when the whole batch was taken", async () => {
    expect(await consume(undefined)).toEqual({ batchItemFailures: [] });
  });

  it("reports the first record that was not taken, so that Lambda goes on from there", async () => {
    const report = { batchItemFailures: [{ itemIdentifier: "101" }] };
    expect(await consume({ sequenceNumber: "101", poison: false })).toEqual(report);
    expect(await consume({ sequenceNumber: "101", poison: true })).toEqual(report);
  });

  it("fails the whole batch when a poison record leads it, so that Lambda bisects until the record is alone", async () => {
    const error = await rejectionOf(consume({ sequenceNumber: "100", poison: true }));
    expect(error).toMatchObject({ name: "PoisonRecord", message: "poison_record" });
    const alone = { Records: batch.Records.slice(0, 1) };
    expect(await consume({ sequenceNumber: "100", poison: true }, alone)).toEqual({
      batchItemFailures: [{ itemIdentifier: "100" }],
    });
  });

  it("does not bisect for a record that may be taken later", async () => {
    expect(await consume({ sequenceNumber: "100", poison: false })).toEqual({
      batchItemFailures: [{ itemIdentifier: "100" }],
    });
  });

  it("lets nothing out of an error but its name and code", async () => {
    const handler = streamHandler(recordingLogger().logger, async () => {
      throw new Error(`cannot publish ${CANARY}`);
    });
    const error = await rejectionOf(handler(batch));
    expect(error).toMatchObject({ name: "UnexpectedError", message: "Error" });
    expect(asLambdaReports(error)).not.toContain(CANARY);
  });
});

describe("busHandler", () => {
  const detail = {
    id: `${LEAD_ID}#2`,
    type: "lead.status_changed.v1",
    occurredAt: Date.UTC(2026, 11, 1),
    practiceId: "bright-smile",
    leadId: LEAD_ID,
    version: 2,
    actor: { kind: "system", id: "deliver-touch" },
    reason: "first_response",
    data: { from: "unanswered", to: "following_up" },
  };
  const busEvent = (type: string, value: unknown) =>
    ({ source: "first-touch", "detail-type": type, detail: value }) as EventBridgeEvent<string, unknown>;

  it("hands over an event of ours, parsed", async () => {
    const seen: LeadEvent[] = [];
    const handler = busHandler(recordingLogger().logger, async (event) => void seen.push(event));
    await handler(busEvent(detail.type, detail));
    expect(seen).toEqual([detail]);
  });

  it.each(["lead.teleported.v1", "toString"])(
    "leaves an event of a type that it does not know alone: %s",
    async (type) => {
      const { logger, codes } = recordingLogger();
      const handler = busHandler(logger, async () => {
        throw new Error("not to be called");
      });
      await handler(busEvent(type, { ...detail, type }));
      expect(codes).toEqual(["unknown_event"]);
    },
  );

  it("fails on an event whose data its type does not allow, without quoting it", async () => {
    const handler = busHandler(recordingLogger().logger, async () => {});
    const error = await rejectionOf(handler(busEvent(detail.type, { ...detail, data: { from: CANARY } })));
    expect(error).toMatchObject({ name: "InvalidEvent", message: "invalid_event" });
    expect(asLambdaReports(error)).not.toContain(CANARY);
  });

  it("fails by name and code when the work fails, so that the event comes again", async () => {
    const handler = busHandler(recordingLogger().logger, async () => {
      throw new StoreUnavailable("throttled");
    });
    expect(await rejectionOf(handler(busEvent(detail.type, detail)))).toMatchObject({
      name: "StoreUnavailable",
      message: "throttled",
    });
  });
});
