import { ArnFormat, Aws, CfnOutput, RemovalPolicy, Stack } from "aws-cdk-lib";
import * as events from "aws-cdk-lib/aws-events";
import * as iam from "aws-cdk-lib/aws-iam";
import type * as kms from "aws-cdk-lib/aws-kms";
import * as logs from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { EVENT_SOURCE } from "../../../shared/contracts/events.ts";

/** Properties of `ReplayedEvents`. */
export interface ReplayedEventsProps {
  readonly bus: events.IEventBus;
  readonly archive: events.Archive;
  readonly logKey: kms.IKey;
}

/**
 * Where the archive's events can be read: a replay that is sent to this rule alone writes them to a log group, from which a restore takes
 * them (docs/restore.md). Nothing else is ever written there, and no consumer hears of such a replay.
 */
export class ReplayedEvents extends Construct {
  constructor(scope: Construct, id: string, { bus, archive, logKey }: ReplayedEventsProps) {
    super(scope, id);
    const log = new logs.LogGroup(this, "Log", {
      // EventBridge offers no other names in its console, and some of its documentation asks for them.
      logGroupName: `/aws/events/${Aws.STACK_NAME}-replayed`,
      retention: logs.RetentionDays.ONE_YEAR,
      encryptionKey: logKey,
      // It has a name of its own, which the next deployment needs; its events are in the archive.
      removalPolicy: RemovalPolicy.DESTROY,
    });
    log.addToResourcePolicy(
      new iam.PolicyStatement({
        principals: ["events", "delivery.logs"].map((name) => new iam.ServicePrincipal(`${name}.amazonaws.com`)),
        actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
        resources: [log.logGroupArn],
      }),
    );
    const arn = Stack.of(this).formatArn({
      service: "logs",
      resource: "log-group",
      resourceName: log.logGroupName,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    const rule = new events.CfnRule(this, "Rule", {
      description: "First Touch: events that the archive replays for a restore",
      eventBusName: bus.eventBusName,
      eventPattern: { source: [EVENT_SOURCE], "replay-name": [{ exists: true }] },
      targets: [{ id: "Log", arn }],
    });
    new CfnOutput(Stack.of(this), "EventArchiveArn", { value: archive.archiveArn });
    new CfnOutput(Stack.of(this), "EventBusArn", { value: bus.eventBusArn });
    new CfnOutput(Stack.of(this), "ReplayRuleArn", { value: rule.attrArn });
    new CfnOutput(Stack.of(this), "ReplayedEventsLogGroupName", { value: log.logGroupName });
  }
}
