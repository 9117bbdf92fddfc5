import { Stack } from "aws-cdk-lib";
import * as connect from "aws-cdk-lib/aws-connect";
import * as lambda from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import type { NodeFunction } from "./node-function.ts";

/** Properties of `FlowFunctions`. */
export interface FlowFunctionsProps {
  readonly instanceArn: string;
  readonly receiveLead: NodeFunction;
  readonly recordCallOptOut: NodeFunction;
}

/** The functions that flows of one Connect instance may call, and no other instance. */
export class FlowFunctions extends Construct {
  readonly instanceArn: string;
  readonly receiveLeadArn: string;
  readonly recordCallOptOutArn: string;

  constructor(scope: Construct, id: string, { instanceArn, receiveLead, recordCallOptOut }: FlowFunctionsProps) {
    super(scope, id);
    this.instanceArn = instanceArn;
    this.receiveLeadArn = this.#allow("ReceiveLead", receiveLead);
    this.recordCallOptOutArn = this.#allow("RecordCallOptOut", recordCallOptOut);
  }

  #allow(id: string, fn: NodeFunction): string {
    const { functionArn } = fn.function;
    new lambda.CfnPermission(this, `${id}Permission`, {
      action: "lambda:InvokeFunction",
      functionName: functionArn,
      principal: "connect.amazonaws.com",
      sourceAccount: Stack.of(this).account,
      sourceArn: this.instanceArn,
    });
    new connect.CfnIntegrationAssociation(this, `${id}Association`, {
      instanceId: this.instanceArn,
      integrationType: "LAMBDA_FUNCTION",
      integrationArn: functionArn,
    });
    return functionArn;
  }
}
