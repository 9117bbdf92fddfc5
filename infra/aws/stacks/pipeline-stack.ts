import { CfnOutput, RemovalPolicy, Stack, type StackProps } from "aws-cdk-lib";
import * as kms from "aws-cdk-lib/aws-kms";
import type * as sns from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";
import { ROUTES } from "../../../shared/contracts/routes.ts";
import type { Deployment } from "../../deployment/deployment.ts";
import { keepExports } from "../constructs/kept-exports.ts";
import { LeadApi } from "../constructs/lead-api.ts";
import { allowLogsToUse } from "../constructs/log-key.ts";
import type { NodeFunction } from "../constructs/node-function.ts";
import { WebFirewall } from "../constructs/web-firewall.ts";
import { addCampaigns } from "./campaigns.ts";
import type { DataStack } from "./data-stack.ts";
import { addEvents } from "./events.ts";
import { addFollowUp } from "./follow-up.ts";
import { addImports } from "./imports.ts";
import { addIntake } from "./intake.ts";
import { addStartJobs, addTendDesk } from "./jobs.ts";
import { addLifecycle } from "./lifecycle.ts";
import { addMysteryShopper } from "./mystery.ts";
import { addPersons } from "./persons.ts";
import { PipelineParts } from "./pipeline-parts.ts";
import { addReportRoutes } from "./reports.ts";
import { addCallOptOuts, addReplies, addReports } from "./responses.ts";

/** Properties of the `PipelineStack`. */
export interface PipelineStackProps extends StackProps {
  readonly data: DataStack;
  readonly deployment: Deployment;
}

/** Where texts and reports of texts go, and what contact flows call. */
export interface ToTelephony {
  readonly inboundSms: sns.ITopic;
  readonly smsEvents: sns.ITopic;
  /** Takes calls that nobody took. */
  readonly receiveLead: NodeFunction;
  readonly recordCallOptOut: NodeFunction;
}

/**
 * Everything that works on leads, and no lead itself: those are in the data stack. Step Functions deletes a state machine only
 * when all its executions have ended, and a wait lasts up to 30 days; so this stack can be deleted only after they were
 * stopped (docs/operating.md). revive-runs and start-jobs of the next deployment go on with their runs, imports and campaigns.
 */
export class PipelineStack extends Stack {
  /** What the telephony stack ties providers to. */
  readonly toTelephony: ToTelephony;

  constructor(scope: Construct, id: string, props: PipelineStackProps) {
    super(scope, id, props);
    const { mysteryShopper, browserOrigins } = props.deployment;
    const key = new kms.Key(this, "Key", {
      description: "First Touch: logs and executions",
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    allowLogsToUse(key);
    const parts = new PipelineParts(this, props.data, key, browserOrigins);
    const followUp = addFollowUp(parts);
    const flow = addEvents(parts);
    const imports = addImports(parts, flow);
    const campaigns = addCampaigns(parts, followUp.workflow);
    const reports = addReportRoutes(parts);
    const lifecycle = addLifecycle(parts, followUp.workflow);
    const routed = [
      ...addIntake(parts, followUp.workflow, mysteryShopper),
      ...lifecycle,
      ...addPersons(parts),
      ...imports.routed,
      ...campaigns.routed,
      ...reports,
    ];
    const functions = new Map(routed.map((fn) => [fn.name, fn]));
    const api = new LeadApi(this, "Http", { routes: ROUTES, functions, users: props.data.users.pool, logKey: key });
    new WebFirewall(this, "Firewall", { stage: api.api.deploymentStage, logKey: key });
    // Links in emails and alerts lead to the API.
    for (const linking of followUp.linking) linking.function.addEnvironment("PUBLIC_URL", api.url);
    const inboundSms = addReplies(parts, followUp.workflow);
    const smsEvents = addReports(parts, followUp.workflow, flow);
    this.toTelephony = {
      inboundSms: inboundSms.topic,
      smsEvents: smsEvents.topic,
      receiveLead: functions.get("receive-lead") as NodeFunction,
      recordCallOptOut: addCallOptOuts(parts),
    };
    const { inboundSms: inbound, smsEvents: reported, receiveLead, recordCallOptOut } = this.toTelephony;
    keepExports(this, [inbound.topicArn, reported.topicArn]);
    keepExports(
      this,
      [receiveLead, recordCallOptOut].map(({ function: { functionArn } }) => functionArn),
    );
    addStartJobs(parts, [imports.workflow, campaigns.workflow]);
    addTendDesk(parts);
    addMysteryShopper(parts, api.url, mysteryShopper);
    new CfnOutput(this, "ApiUrl", { value: api.api.url });
    new CfnOutput(this, "InboundSmsTopicArn", { value: inboundSms.topic.topicArn });
    new CfnOutput(this, "SmsEventsTopicArn", { value: smsEvents.topic.topicArn });
    new CfnOutput(this, "UsagePlanId", { value: api.usagePlan.usagePlanId });
    new CfnOutput(this, "EventBusName", { value: flow.bus.eventBusName });
    new CfnOutput(this, "FollowUpStateMachineArn", { value: followUp.workflow.stateMachineArn });
    new CfnOutput(this, "LeadImportStateMachineArn", { value: imports.workflow.stateMachineArn });
    new CfnOutput(this, "ReactivationStateMachineArn", { value: campaigns.workflow.stateMachineArn });
  }
}
