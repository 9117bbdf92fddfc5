import type { Context, DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent, EventBridgeEvent } from "aws-lambda";
import { EventDataSchemas, type LeadEvent, readEvent } from "../contracts/events.ts";
import { FirstTouchError } from "../domain/errors.ts";
import type { Logger } from "../ports/index.ts";
import { asHandler, redactErrors, startStack } from "./stack.ts";

/** The first record of a batch that was not taken; nothing after it was either. */
export interface StreamFailure {
  readonly sequenceNumber: string;
  /** It can never be taken, however often it is tried. */
  readonly poison: boolean;
}

/** A record that can never be taken leads a batch: failing all of it makes Lambda bisect until the record is alone. */
export class PoisonRecord extends FirstTouchError {
  constructor() {
    super("PoisonRecord", "a stream record can never be taken; it goes to the on-failure destination", {
      code: "poison_record",
      retryable: false,
    });
  }
}

/** A bus event of a known type holds what its type does not allow. */
export class InvalidEvent extends FirstTouchError {
  constructor() {
    super("InvalidEvent", "the event does not match the contract of its type; see shared/contracts/events.ts", {
      code: "invalid_event",
      retryable: false,
    });
  }
}

/**
 * The stack for batches of a table stream. Lambda tries again from the failed record onward; the mapping must have
 * `ReportBatchItemFailures` and bisect on.
 */
export function streamHandler(
  logger: Logger,
  consume: (records: readonly DynamoDBRecord[]) => Promise<StreamFailure | undefined>,
): (event: DynamoDBStreamEvent, context?: Context) => Promise<DynamoDBBatchResponse> {
  const stack = startStack(async (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const failure = await consume(event.Records);
    if (!failure) return { batchItemFailures: [] };
    logger.error("stream batch not taken whole", { code: failure.poison ? "poison_record" : "not_taken" });
    // Reported as the first of many it would be retried with all that follow, and discarded with them in the end.
    const leads = event.Records.length > 1 && event.Records[0]?.dynamodb?.SequenceNumber === failure.sequenceNumber;
    if (failure.poison && leads) throw new PoisonRecord();
    return { batchItemFailures: [{ itemIdentifier: failure.sequenceNumber }] };
  });
  return asHandler(stack.use(redactErrors<DynamoDBStreamEvent, DynamoDBBatchResponse>()));
}

/** The stack for our own events from the bus. Types that this release does not know are left alone: newer code may publish them. */
export function busHandler(
  logger: Logger,
  run: (event: LeadEvent) => Promise<void>,
): (event: EventBridgeEvent<string, unknown>, context?: Context) => Promise<void> {
  const stack = startStack(async (event: EventBridgeEvent<string, unknown>): Promise<void> => {
    if (!Object.hasOwn(EventDataSchemas, event["detail-type"])) {
      logger.info("event left alone", { code: "unknown_event" });
      return;
    }
    await run(parseDetail(event.detail));
  });
  return asHandler(stack.use(redactErrors<EventBridgeEvent<string, unknown>, void>()));
}

function parseDetail(detail: unknown): LeadEvent {
  try {
    return readEvent(detail);
  } catch {
    throw new InvalidEvent();
  }
}
