import { CfnOutput, Duration, RemovalPolicy, Stack, type StackProps } from "aws-cdk-lib";
import * as events from "aws-cdk-lib/aws-events";
import * as targets from "aws-cdk-lib/aws-events-targets";
import * as kms from "aws-cdk-lib/aws-kms";
import type { Construct } from "constructs";
import { ROUTES } from "../../../shared/contracts/routes.ts";
import { DeadLetterQueue } from "../constructs/dead-letter-queue.ts";
import { EventFlow } from "../constructs/event-flow.ts";
import { FollowUpWorkflow } from "../constructs/follow-up-workflow.ts";
import { LeadApi } from "../constructs/lead-api.ts";
import { allowLogsToUse } from "../constructs/log-key.ts";
import { NodeFunction } from "../constructs/node-function.ts";
import { grantProvider } from "../constructs/provider-grants.ts";
import { ProviderTopic } from "../constructs/provider-topic.ts";
import type { DataStack } from "./data-stack.ts";
import { FUNCTION_SIZES, type FunctionName } from "./function-sizes.ts";

/** Properties of the `PipelineStack`. */
export interface PipelineStackProps extends StackProps {
  readonly data: DataStack;
}

/**
 * Everything that works on leads, and no lead itself: those are in the data stack. Step Functions deletes a state machine only
 * when all its executions have ended, and a wait lasts up to 30 days; so this stack can be deleted only after they were
 * stopped (docs/deploy-notes.md). revive-runs of the next deployment goes on with their runs.
 */
export class PipelineStack extends Stack {
  readonly #data: DataStack;
  /** Over logs and executions: both hold ids, neither holds contact data. */
  readonly #key: kms.Key;

  constructor(scope: Construct, id: string, props: PipelineStackProps) {
    super(scope, id, props);
    this.#data = props.data;
    this.#key = new kms.Key(this, "Key", {
      description: "First Touch: logs and executions",
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    allowLogsToUse(this.#key);
    const { workflow, sendEmail } = this.#addFollowUp();
    const flow = this.#addEvents();
    const api = this.#addApi(workflow);
    // Links in emails lead to the API.
    sendEmail.function.addEnvironment("PUBLIC_URL", api.url);
    this.#addRevival(workflow);
    const inboundSms = this.#addReplies(workflow);
    const smsEvents = this.#addReports(workflow, flow);
    new CfnOutput(this, "ApiUrl", { value: api.api.url });
    new CfnOutput(this, "InboundSmsTopicArn", { value: inboundSms.topic.topicArn });
    new CfnOutput(this, "SmsEventsTopicArn", { value: smsEvents.topic.topicArn });
    new CfnOutput(this, "UsagePlanId", { value: api.usagePlan.usagePlanId });
    new CfnOutput(this, "EventBusName", { value: flow.bus.eventBusName });
    new CfnOutput(this, "FollowUpStateMachineArn", { value: workflow.stateMachineArn });
  }

  #addFollowUp(): { workflow: FollowUpWorkflow; sendEmail: NodeFunction } {
    const { leads, vault } = this.#data;
    const sendSms = this.#addSender("SendSms", "send-sms", "sms");
    leads.grantPace(sendSms.role);
    grantProvider(sendSms.role, "lookup");
    const sendEmail = this.#addSender("SendEmail", "send-email", "email", {
      KEY_RING_SECRET_ID: vault.keyRing.secretArn,
    });
    // To sign the links by which people unsubscribe.
    vault.grantRecognisePeople(sendEmail.role);
    const placeCall = this.#addSender("PlaceCall", "place-call", "call");
    const alertStaff = this.#addFunction("AlertStaff", "alert-staff", this.#leadTable);
    leads.grantCommit(alertStaff.role);
    grantProvider(alertStaff.role, "sms");
    grantProvider(alertStaff.role, "email");
    const planNextAction = this.#addFunction("PlanNextAction", "plan-next-action", this.#leadTable);
    leads.grantCommit(planNextAction.role);
    const workflow = new FollowUpWorkflow(this, "FollowUp", {
      encryptionKey: this.#key,
      tasks: {
        SendSmsFunctionArn: sendSms,
        SendEmailFunctionArn: sendEmail,
        PlaceCallFunctionArn: placeCall,
        AlertStaffFunctionArn: alertStaff,
        PlanNextActionFunctionArn: planNextAction,
      },
    });
    workflow.letStart(planNextAction);
    return { workflow, sendEmail };
  }

  /** Text messages that people send us. */
  #addReplies(workflow: FollowUpWorkflow): ProviderTopic {
    const { leads, vault } = this.#data;
    const receiveSms = this.#addFunction("ReceiveSms", "receive-sms", {
      ...this.#bothTables,
      KEY_RING_SECRET_ID: vault.keyRing.secretArn,
    });
    leads.grantCommit(receiveSms.role);
    vault.grantTalkToPeople(receiveSms.role);
    vault.grantRecognisePeople(receiveSms.role);
    grantProvider(receiveSms.role, "sms");
    grantProvider(receiveSms.role, "optOuts");
    workflow.letStart(receiveSms);
    const inbound = new ProviderTopic(this, "InboundSms", { description: "First Touch: text messages in", vault });
    inbound.deliverTo(receiveSms);
    return inbound;
  }

  /** What providers report of messages and calls: SMS by the topic of its configuration set, everything else on the default bus. */
  #addReports(workflow: FollowUpWorkflow, flow: EventFlow): ProviderTopic {
    const { leads, vault } = this.#data;
    const recordDelivery = this.#addFunction("RecordDelivery", "record-delivery", this.#leadTable);
    leads.grantCommit(recordDelivery.role);
    workflow.letStart(recordDelivery);
    const reports = new ProviderTopic(this, "SmsEvents", { description: "First Touch: what became of texts", vault });
    reports.deliverTo(recordDelivery);
    flow.consumeReportsWith("ToRecordDelivery", recordDelivery, reports.failures);
    return reports;
  }

  #addEvents(): EventFlow {
    const { leads, vault } = this.#data;
    const flow = new EventFlow(this, "Events", { leads, vault });
    flow.publishWith(this.#addFunction("PublishEvents", "publish-events", { EVENT_BUS_NAME: flow.bus.eventBusName }));
    const recordMetrics = this.#addFunction("RecordMetrics", "record-metrics", this.#leadTable);
    leads.grantReadConfigurations(recordMetrics.role);
    flow.consumeWith("ToRecordMetrics", recordMetrics);
    return flow;
  }

  #addApi(workflow: FollowUpWorkflow): LeadApi {
    const { leads, vault } = this.#data;
    const receiveLead = this.#addFunction("ReceiveLead", "receive-lead", {
      ...this.#bothTables,
      KEY_RING_SECRET_ID: vault.keyRing.secretArn,
    });
    leads.grantCommit(receiveLead.role);
    vault.grantTalkToPeople(receiveLead.role);
    vault.grantRecognisePeople(receiveLead.role);
    workflow.letStart(receiveLead);
    const readLead = this.#addFunction("ReadLead", "read-lead", this.#leadTable);
    leads.grantReadTimelines(readLead.role);
    const enrollLead = this.#addFunction("EnrollLead", "enroll-lead", this.#leadTable);
    leads.grantCommit(enrollLead.role);
    workflow.letStart(enrollLead);
    const unsubscribe = this.#addFunction("Unsubscribe", "unsubscribe", {
      ...this.#leadTable,
      KEY_RING_SECRET_ID: vault.keyRing.secretArn,
    });
    leads.grantCommit(unsubscribe.role);
    vault.grantRecognisePeople(unsubscribe.role);
    const functions = new Map([
      ["receive-lead", receiveLead],
      ["read-lead", readLead],
      ["enroll-lead", enrollLead],
      ["unsubscribe", unsubscribe],
    ]);
    return new LeadApi(this, "Http", { routes: ROUTES, functions, logKey: this.#key });
  }

  #addRevival(workflow: FollowUpWorkflow): void {
    const { leads, vault } = this.#data;
    const reviveRuns = this.#addFunction("ReviveRuns", "revive-runs", this.#leadTable);
    leads.grantCommit(reviveRuns.role);
    leads.grantReadWorkQueues(reviveRuns.role);
    workflow.letStart(reviveRuns);
    const failures = new DeadLetterQueue(this, "ReviveRunsFailures", vault);
    // The next minute tries again anyway, on what is late by then.
    const giveUp = { retryAttempts: 0, maxEventAge: Duration.minutes(1) };
    reviveRuns.function.configureAsyncInvoke({ ...giveUp, onFailure: failures.destinationFor(reviveRuns) });
    new events.Rule(this, "EveryMinute", {
      description: "First Touch: revives runs that are late",
      schedule: events.Schedule.rate(Duration.minutes(1)),
      targets: [new targets.LambdaFunction(reviveRuns.function, { ...giveUp, deadLetterQueue: failures.queue })],
    });
  }

  /** A function that talks to a person on one channel. */
  #addSender(
    id: string,
    name: FunctionName,
    channel: Parameters<typeof grantProvider>[1],
    environment: Record<string, string> = {},
  ): NodeFunction {
    const sender = this.#addFunction(id, name, { ...this.#bothTables, ...environment });
    this.#data.leads.grantCommit(sender.role);
    this.#data.vault.grantTalkToPeople(sender.role);
    grantProvider(sender.role, channel);
    return sender;
  }

  #addFunction(id: string, name: FunctionName, environment: Record<string, string>): NodeFunction {
    return new NodeFunction(this, id, { name, ...FUNCTION_SIZES[name], environment, logKey: this.#key });
  }

  get #leadTable() {
    return { LEAD_TABLE: this.#data.leads.table.tableName };
  }

  get #bothTables() {
    return { ...this.#leadTable, CONTACT_TABLE: this.#data.vault.table.tableName };
  }
}
