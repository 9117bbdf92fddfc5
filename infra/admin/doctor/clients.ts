import { APIGatewayClient } from "@aws-sdk/client-api-gateway";
import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
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

/** The services that the doctor asks. */
export type Clients = ReturnType<typeof createClients>;

/** Clients of a region, with the credentials of the environment. */
export function createClients(region: string) {
  const dynamo = new DynamoDBClient({ region });
  return {
    sts: new STSClient({ region }),
    cloudFormation: new CloudFormationClient({ region }),
    email: new SESv2Client({ region }),
    sms: new PinpointSMSVoiceV2Client({ region }),
    connect: new ConnectClient({ region }),
    quotas: new ServiceQuotasClient({ region }),
    lambda: new LambdaClient({ region }),
    apiGateway: new APIGatewayClient({ region }),
    secrets: new SecretsManagerClient({ region }),
    iam: new IAMClient({ region }),
    notifications: new SNSClient({ region }),
    trails: new CloudTrailClient({ region }),
    dynamo,
    documents: DynamoDBDocumentClient.from(dynamo),
  };
}
