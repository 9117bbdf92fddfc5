import { Aws, Duration, RemovalPolicy } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import * as kms from "aws-cdk-lib/aws-kms";
import * as sns from "aws-cdk-lib/aws-sns";
import * as subscriptions from "aws-cdk-lib/aws-sns-subscriptions";
import { Construct } from "constructs";

/** Properties of an `AlarmTopic`. */
export interface AlarmTopicProps {
  /** Where alarms are mailed to; whoever it is must confirm. */
  readonly email: string;
}

/** Where alarms go, under a key of its own: CloudWatch must be able to use it, and has no business with any other key of ours. */
export class AlarmTopic extends Construct {
  readonly topic: sns.Topic;

  constructor(scope: Construct, id: string, { email }: AlarmTopicProps) {
    super(scope, id);
    const key = new kms.Key(this, "Key", {
      description: "First Touch: alarms",
      enableKeyRotation: true,
      // Alarms name no lead, and are in CloudWatch's history anyway.
      removalPolicy: RemovalPolicy.DESTROY,
      pendingWindow: Duration.days(7),
    });
    this.topic = new sns.Topic(this, "Topic", { displayName: "First Touch: alarms", masterKey: key, enforceSSL: true });
    const alarms = {
      principals: [new iam.ServicePrincipal("cloudwatch.amazonaws.com")],
      conditions: { StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID } },
    };
    this.topic.addToResourcePolicy(
      new iam.PolicyStatement({ ...alarms, actions: ["sns:Publish"], resources: [this.topic.topicArn] }),
    );
    key.addToResourcePolicy(
      new iam.PolicyStatement({ ...alarms, actions: ["kms:Decrypt", "kms:GenerateDataKey*"], resources: ["*"] }),
    );
    this.topic.addSubscription(new subscriptions.EmailSubscription(email));
  }
}
