import { Duration } from "aws-cdk-lib";
import * as events from "aws-cdk-lib/aws-events";
import * as targets from "aws-cdk-lib/aws-events-targets";
import * as iam from "aws-cdk-lib/aws-iam";
import * as lambda from "aws-cdk-lib/aws-lambda";
import type * as s3 from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import { EVENT_SOURCE, type EventType } from "../../../shared/contracts/events.ts";
import { FILE_PREFIXES } from "../../../shared/contracts/file-keys.ts";
import type { ContactVault } from "./contact-vault.ts";
import { DeadLetterQueue } from "./dead-letter-queue.ts";
import type { LeadTable } from "./lead-table.ts";
import type { NodeFunction } from "./node-function.ts";

/** Who reports what became of messages and calls. */
const PROVIDER_SOURCES = ["aws.connect", "aws.ses", "aws.sms-voice"];
/** Which stream records are events of leads: items are written once and never changed. */
const EVENT_RECORDS = { eventName: ["INSERT"], dynamodb: { NewImage: { entity: { S: ["event"] } } } };

/** Properties of an `EventFlow`. */
export interface EventFlowProps {
  readonly leads: LeadTable;
  readonly vault: ContactVault;
}

/** Events of leads: table stream → publish-events → bus with archive → consumers. Nothing that fails on the way is dropped. */
export class EventFlow extends Construct {
  readonly bus: events.EventBus;
  readonly archive: events.Archive;
  readonly #props: EventFlowProps;

  constructor(scope: Construct, id: string, props: EventFlowProps) {
    super(scope, id);
    this.#props = props;
    this.bus = new events.EventBus(this, "Bus", { description: "First Touch: events of leads" });
    this.archive = this.bus.archive("Archive", {
      description: "First Touch: events of leads",
      eventPattern: { source: [EVENT_SOURCE] },
      retention: Duration.days(35),
    });
  }

  /** Feeds the publisher from the table's stream, in order per lead. */
  publishWith(publisher: NodeFunction): void {
    const { leads, vault } = this.#props;
    publisher.role.addToPolicy(
      new iam.PolicyStatement({ actions: ["events:PutEvents"], resources: [this.bus.eventBusArn] }),
    );
    leads.grantReadStream(publisher.role);
    const failures = new DeadLetterQueue(this, "UnpublishedEvents", vault);
    publisher.function.addEventSourceMapping("LeadEvents", {
      eventSourceArn: leads.streamArn,
      // From the oldest record, so that nothing written before the mapping exists is missed.
      startingPosition: lambda.StartingPosition.TRIM_HORIZON,
      filters: [lambda.FilterCriteria.filter(EVENT_RECORDS)],
      batchSize: 100,
      // More than one at a time would keep the order of each item only, and every event is an item of its own. One keeps the
      // order of a shard, and so of each lead, whose events have one partition key.
      parallelizationFactor: 1,
      reportBatchItemFailures: true,
      bisectBatchOnError: true,
      // Age alone ends the retries, so that an outage of the bus drops nothing that it need not; then the queue says which
      // records to read again, well within the 24 hours that a stream keeps them. A record that can never be taken is bisected
      // until it is alone, and holds back its shard, but loses none of the others.
      retryAttempts: -1,
      maxRecordAge: Duration.hours(6),
      onFailure: failures.destinationFor(publisher),
    });
  }

  /** Hands events of these types to a consumer; what it cannot take goes to a queue of its own. */
  consumeWith(id: string, consumer: NodeFunction, types: readonly EventType[]): void {
    const eventPattern = { source: [EVENT_SOURCE], detailType: [...types] };
    this.#deliver(id, { eventBus: this.bus, eventPattern }, consumer, this.#failuresOf(id, consumer));
  }

  /** Hands each file that was uploaded into a bucket to a consumer; what it cannot take goes to a queue of its own. */
  consumeUploadsWith(id: string, consumer: NodeFunction, bucket: s3.IBucket): void {
    const eventPattern = {
      source: ["aws.s3"],
      detailType: ["Object Created"],
      detail: { bucket: { name: [bucket.bucketName] }, object: { key: events.Match.prefix(FILE_PREFIXES.uploads) } },
    };
    this.#deliver(id, { eventPattern }, consumer, this.#failuresOf(id, consumer));
  }

  /** Hands what providers report on the account's own bus to a consumer; `failures` takes what could not be handed over. */
  consumeReportsWith(id: string, consumer: NodeFunction, failures: DeadLetterQueue): void {
    this.#deliver(id, { eventPattern: { source: PROVIDER_SOURCES } }, consumer, failures);
  }

  #failuresOf(id: string, consumer: NodeFunction): DeadLetterQueue {
    const failures = new DeadLetterQueue(this, `${id}Failures`, this.#props.vault);
    consumer.function.configureAsyncInvoke({ onFailure: failures.destinationFor(consumer), retryAttempts: 2 });
    return failures;
  }

  #deliver(id: string, rule: events.RuleProps, consumer: NodeFunction, failures: DeadLetterQueue): void {
    new events.Rule(this, id, {
      ...rule,
      targets: [
        new targets.LambdaFunction(consumer.function, {
          deadLetterQueue: failures.queue,
          maxEventAge: Duration.hours(6),
          retryAttempts: 50,
        }),
      ],
    });
  }
}
