import { readFileSync } from "node:fs";
import { APIGatewayClient } from "@aws-sdk/client-api-gateway";
import { CloudFormationClient, type Stack } from "@aws-sdk/client-cloudformation";
import { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import { ConnectClient } from "@aws-sdk/client-connect";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { IAMClient } from "@aws-sdk/client-iam";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { PinpointSMSVoiceV2Client } from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { ServiceQuotasClient } from "@aws-sdk/client-service-quotas";
import { SESv2Client } from "@aws-sdk/client-sesv2";
import { SNSClient } from "@aws-sdk/client-sns";
import { STSClient } from "@aws-sdk/client-sts";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import type { Check, DoctorContext } from "../../../infra/admin/doctor/check.ts";
import { runChecks } from "../../../infra/admin/doctor/check.ts";
import { createClients } from "../../../infra/admin/doctor/clients.ts";
import { deploymentOf, EXAMPLE_DEPLOYMENT } from "../../../infra/deployment/read-deployment.ts";

/** Every service that the doctor asks, mocked. */
export const aws = {
  sts: mockClient(STSClient),
  cloudFormation: mockClient(CloudFormationClient),
  email: mockClient(SESv2Client),
  sms: mockClient(PinpointSMSVoiceV2Client),
  connect: mockClient(ConnectClient),
  quotas: mockClient(ServiceQuotasClient),
  lambda: mockClient(LambdaClient),
  apiGateway: mockClient(APIGatewayClient),
  secrets: mockClient(SecretsManagerClient),
  iam: mockClient(IAMClient),
  notifications: mockClient(SNSClient),
  trails: mockClient(CloudTrailClient),
  dynamo: mockClient(DynamoDBClient),
  documents: mockClient(DynamoDBDocumentClient),
};

/** Forgets what every service would answer. */
export function resetAws(): void {
  for (const service of Object.values(aws)) service.reset();
}

/** An error of a service. */
export function awsError(name: string, message = ""): Error {
  return Object.assign(new Error(message), { name });
}

/** A stack that is there. */
export const stack = (StackName: string, StackStatus = "CREATE_COMPLETE"): Stack => ({
  StackName,
  StackStatus: StackStatus as Stack["StackStatus"],
  StackId: `arn:aws:cloudformation:us-east-1:111122223333:stack/${StackName}/1`,
  CreationTime: new Date(0),
});

const example = JSON.parse(readFileSync(EXAMPLE_DEPLOYMENT, "utf8"));

/** The example deployment with other fields, and these outputs of these stacks. */
export function contextOf(
  changes: object = {},
  deployed: { stacks?: readonly string[]; outputs?: Readonly<Record<string, string>> } = {},
): DoctorContext {
  return {
    deployment: deploymentOf({ ...example, ...changes }, EXAMPLE_DEPLOYMENT),
    clients: createClients("us-east-1"),
    deployed: {
      stacks: new Map((deployed.stacks ?? []).map((name) => [name, stack(`FirstTouch${name}`)])),
      outputs: new Map(Object.entries(deployed.outputs ?? {})),
    },
    today: "2026-12-01",
  };
}

/** What a check finds, a line each: its status, and what it found. */
export async function look(check: Check, context: DoctorContext = contextOf()): Promise<string[]> {
  const results = await runChecks([check], context);
  return results.map(({ status, about, found }) => `${status}: ${about === undefined ? "" : `${about}: `}${found}`);
}
