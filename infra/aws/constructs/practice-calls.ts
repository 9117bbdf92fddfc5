import { Fn, Stack } from "aws-cdk-lib";
import * as connect from "aws-cdk-lib/aws-connect";
import { Construct } from "constructs";
import type { PracticeConfig } from "../../../shared/contracts/practice.ts";
import { type FlowName, readFlow } from "../connect/read-flow.ts";
import { closedDays, staffedHours } from "../connect/staffed-hours.ts";
import { flowWords, VOICES } from "../connect/words.ts";
import type { FlowFunctions } from "./flow-functions.ts";

/** A call waits for staff in turn; more than this nobody gets to before they hang up. */
const MOST_WAITING = 20;

/** Properties of a `PracticeCalls`. */
export interface PracticeCallsProps {
  /** What everything of this practice is called in the instance. */
  readonly name: string;
  readonly practice: PracticeConfig;
  readonly functions: FlowFunctions;
  /** YYYY-MM-DD; holidays before it are over. */
  readonly today: string;
}

/** What a practice calls and is called with in Amazon Connect: hours, a queue with a routing profile, and the flows. */
export class PracticeCalls extends Construct {
  /** `call.contactFlowId` of the practice's configuration. */
  readonly outboundFlowId: string;
  /** What the practice's number is attached to. */
  readonly inboundFlowId: string;
  /** What staff who take calls are given. */
  readonly routingProfileArn: string;
  readonly #props: PracticeCallsProps;

  constructor(scope: Construct, id: string, props: PracticeCallsProps) {
    super(scope, id);
    this.#props = props;
    const { name, practice, functions, today } = props;
    const { instanceArn } = functions;
    const description = `First Touch: ${practice.practiceId}`;
    const hours = new connect.CfnHoursOfOperation(this, "Hours", {
      instanceArn,
      name,
      description,
      timeZone: practice.zone,
      config: staffedHours(practice.hours),
      hoursOfOperationOverrides: closedDays(practice, today),
    });
    const queue = new connect.CfnQueue(this, "Queue", {
      instanceArn,
      name,
      description,
      hoursOfOperationArn: hours.attrHoursOfOperationArn,
      maxContacts: MOST_WAITING,
    });
    const routing = new connect.CfnRoutingProfile(this, "RoutingProfile", {
      instanceArn,
      name,
      description,
      defaultOutboundQueueArn: queue.attrQueueArn,
      mediaConcurrencies: [{ channel: "VOICE", concurrency: 1 }],
      queueConfigs: [{ delay: 0, priority: 1, queueReference: { channel: "VOICE", queueArn: queue.attrQueueArn } }],
    });
    this.routingProfileArn = routing.attrRoutingProfileArn;

    const [language = "en"] = practice.languages;
    const common = {
      PracticeId: practice.practiceId,
      ReceiveLeadArn: functions.receiveLeadArn,
      RecordCallOptOutArn: functions.recordCallOptOutArn,
      HoursArn: hours.attrHoursOfOperationArn,
      QueueArn: queue.attrQueueArn,
    };
    const waiting = this.#addFlow("waiting", "CUSTOMER_QUEUE", common);
    const values = { ...common, WaitingFlowArn: waiting.attrContactFlowArn };
    const outbound = this.#addFlow("outbound", "CONTACT_FLOW", {
      ...values,
      EnglishWords: flowWords(practice, "en"),
      SpanishWords: flowWords(practice, "es"),
    });
    const inbound = this.#addFlow("inbound", "CONTACT_FLOW", {
      ...values,
      Voice: VOICES[language],
      Words: flowWords(practice, language),
    });
    this.outboundFlowId = flowIdOf(outbound);
    this.inboundFlowId = flowIdOf(inbound);
  }

  #addFlow(file: FlowName, type: string, values: Readonly<Record<string, unknown>>): connect.CfnContactFlow {
    const { name, functions } = this.#props;
    const flow = new connect.CfnContactFlow(this, `${file.charAt(0).toUpperCase()}${file.slice(1)}Flow`, {
      instanceArn: functions.instanceArn,
      name: `${name}-${file}`,
      description: `First Touch: ${file}.flow.json`,
      type,
      state: "ACTIVE",
      content: Stack.of(this).toJsonString(readFlow(file, values)),
    });
    // Connect refuses a flow that calls a function which its instance does not know.
    flow.node.addDependency(functions);
    return flow;
  }
}

/** `arn:…:instance/<id>/contact-flow/<id>` ends with it. */
function flowIdOf(flow: connect.CfnContactFlow): string {
  return Fn.select(3, Fn.split("/", flow.attrContactFlowArn));
}
