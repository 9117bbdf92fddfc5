import { Duration, RemovalPolicy } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import type * as lambda from "aws-cdk-lib/aws-lambda";
import * as sqs from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { acknowledge } from "../compliance/acknowledge.ts";
import type { ContactVault } from "./contact-vault.ts";
import { allowKeyThrough, SEND_KEY_ACTIONS } from "./key-grants.ts";
import type { NodeFunction } from "./node-function.ts";

/** What a trigger of a function names as its destination for what failed. */
type FailureDestination = lambda.IEventSourceDlq & lambda.IDestination;

/** Keeps what could not be processed for 14 days, the most that SQS allows, under the vault's key. */
export class DeadLetterQueue extends Construct {
  readonly queue: sqs.Queue;
  readonly #vault: ContactVault;

  constructor(scope: Construct, id: string, vault: ContactVault) {
    super(scope, id);
    this.#vault = vault;
    this.queue = new sqs.Queue(this, "Queue", {
      encryptionMasterKey: vault.key,
      dataKeyReuse: Duration.hours(1),
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      // What failed is still to be looked at when its stack is gone.
      removalPolicy: RemovalPolicy.RETAIN,
    });
    acknowledge(this.queue, {
      "AwsSolutions-SQS3":
        "It is the dead-letter queue itself, of event rules, topics and functions that name it as their destination.",
    });
  }

  /**
   * Lets Lambda put failures of a function here. Lambda sends with the function's role; so that role may use the vault's key
   * by way of SQS, where it may only send. (CDK's own destinations would let it use the key for anything.)
   */
  destinationFor(fn: NodeFunction): FailureDestination {
    fn.role.addToPolicy(new iam.PolicyStatement({ actions: ["sqs:SendMessage"], resources: [this.queue.queueArn] }));
    allowKeyThrough(fn.role, this.#vault.key, "sqs", SEND_KEY_ACTIONS);
    return { bind: () => ({ destination: this.queue.queueArn }) };
  }
}
