import { CfnOutput, Stack, type StackProps } from "aws-cdk-lib";
import type { Construct } from "constructs";
import type { Deployment } from "../../deployment/deployment.ts";
import type { PracticeTelephony } from "../../deployment/telephony.ts";
import { FlowFunctions } from "../constructs/flow-functions.ts";
import { PracticeCalls } from "../constructs/practice-calls.ts";
import { PracticeEmail } from "../constructs/practice-email.ts";
import { PracticeSms, UnitedStatesOnly } from "../constructs/practice-sms.ts";
import { constructId } from "./pipeline-parts.ts";
import type { ToTelephony } from "./pipeline-stack.ts";

/** Properties of the `TelephonyStack`. */
export interface TelephonyStackProps extends StackProps {
  readonly deployment: Deployment;
  /** The practices that the stack is for; at least one, for CloudFormation takes no empty stack. */
  readonly practices: readonly PracticeTelephony[];
  readonly pipeline: ToTelephony;
}

/**
 * What the practices of a deployment text, mail and call with, by the names that their configurations give it. Numbers are registered by people
 * and outlive it; opt-out lists and identities of domains are kept.
 */
export class TelephonyStack extends Stack {
  constructor(scope: Construct, id: string, props: TelephonyStackProps) {
    super(scope, id, props);
    const { deployment, practices, pipeline } = props;
    const { name, connectInstanceArn: instanceArn } = deployment;
    const protection = new UnitedStatesOnly(this, "UnitedStatesOnly");
    const functions = instanceArn && new FlowFunctions(this, "FlowFunctions", { ...pipeline, instanceArn });
    // Connect takes no hours for days that are over.
    const today = new Date().toISOString().slice(0, 10);
    for (const telephony of practices) {
      const { practice } = telephony;
      const prefix = constructId(practice.practiceId);
      const sms = new PracticeSms(this, `${prefix}Sms`, { telephony, protection, ...pipeline });
      if (sms.poolId !== undefined) new CfnOutput(this, `${prefix}SmsPoolId`, { value: sms.poolId });
      const email = new PracticeEmail(this, `${prefix}Email`, telephony);
      email.records.forEach(({ name: record, type, value }, index) => {
        new CfnOutput(this, `${prefix}DnsRecord${index + 1}`, { value: `${record} ${type} ${value}` });
      });
      if (!functions) continue;
      const called = `${name}-${practice.practiceId}`;
      const calls = new PracticeCalls(this, `${prefix}Calls`, { name: called, practice, functions, today });
      new CfnOutput(this, `${prefix}OutboundFlowId`, { value: calls.outboundFlowId });
      new CfnOutput(this, `${prefix}InboundFlowId`, { value: calls.inboundFlowId });
      new CfnOutput(this, `${prefix}RoutingProfileArn`, { value: calls.routingProfileArn });
    }
  }
}
