import { Aws } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import * as sns from "aws-cdk-lib/aws-sns";
import * as subscriptions from "aws-cdk-lib/aws-sns-subscriptions";
import { Construct } from "constructs";
import type { ContactVault } from "./contact-vault.ts";
import { DeadLetterQueue } from "./dead-letter-queue.ts";
import type { NodeFunction } from "./node-function.ts";

/** Properties of a `ProviderTopic`. */
export interface ProviderTopicProps {
  /** What End User Messaging publishes here. */
  readonly description: string;
  readonly vault: ContactVault;
}

/** Where End User Messaging tells us something, numbers and words of people included; so it is under the vault's key. */
export class ProviderTopic extends Construct {
  readonly topic: sns.Topic;
  /** What could not be handed over or was not taken. */
  readonly failures: DeadLetterQueue;

  constructor(scope: Construct, id: string, { description, vault }: ProviderTopicProps) {
    super(scope, id);
    this.failures = new DeadLetterQueue(this, "Failures", vault);
    this.topic = new sns.Topic(this, "Topic", { displayName: description, masterKey: vault.key, enforceSSL: true });
    this.topic.addToResourcePolicy(
      new iam.PolicyStatement({
        principals: [new iam.ServicePrincipal("sms-voice.amazonaws.com")],
        actions: ["sns:Publish"],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID } },
      }),
    );
  }

  /** Hands every message to a function; what could not be handed over, or was not taken, goes to a queue. */
  deliverTo(consumer: NodeFunction): void {
    const { failures, topic } = this;
    consumer.function.configureAsyncInvoke({ onFailure: failures.destinationFor(consumer), retryAttempts: 2 });
    topic.addSubscription(new subscriptions.LambdaSubscription(consumer.function, { deadLetterQueue: failures.queue }));
  }
}
