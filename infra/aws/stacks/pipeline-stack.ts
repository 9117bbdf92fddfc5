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
import { grantSend } from "../constructs/provider-grants.ts";
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
    const workflow = this.#addFollowUp();
    const flow = this.#addEvents();
    const api = this.#addApi(workflow);
    this.#addRevival(workflow);
    new CfnOutput(this, "ApiUrl", { value: api.api.url });
    new CfnOutput(this, "UsagePlanId", { value: api.usagePlan.usagePlanId });
    new CfnOutput(this, "EventBusName", { value: flow.bus.eventBusName });
    new CfnOutput(this, "FollowUpStateMachineArn", { value: workflow.stateMachineArn });
  }

  #addFollowUp(): FollowUpWorkflow {
    const { leads } = this.#data;
    const sendSms = this.#addSender("SendSms", "send-sms", "sms");
    const sendEmail = this.#addSender("SendEmail", "send-email", "email");
    const placeCall = this.#addSender("PlaceCall", "place-call", "call");
    const alertStaff = this.#addFunction("AlertStaff", "alert-staff", this.#leadTable);
    leads.grantCommit(alertStaff.role);
    grantSend(alertStaff.role, "sms");
    grantSend(alertStaff.role, "email");
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
    return workflow;
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
    const functions = new Map([
      ["receive-lead", receiveLead],
      ["read-lead", readLead],
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
  #addSender(id: string, name: FunctionName, channel: Parameters<typeof grantSend>[1]): NodeFunction {
    const sender = this.#addFunction(id, name, this.#bothTables);
    this.#data.leads.grantCommit(sender.role);
    this.#data.vault.grantTalkToPeople(sender.role);
    grantSend(sender.role, channel);
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
