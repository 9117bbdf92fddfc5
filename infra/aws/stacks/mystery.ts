import { CfnOutput } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import * as secretsmanager from "aws-cdk-lib/aws-secretsmanager";
import type { Deployment } from "../../deployment/deployment.ts";
import { acknowledge } from "../compliance/acknowledge.ts";
import { allowKeyThrough, READ_KEY_ACTIONS } from "../constructs/key-grants.ts";
import type { PipelineParts } from "./pipeline-parts.ts";

/** What posts tests through the public API, on a schedule, with an API key of its own. */
export function addMysteryShopper(
  parts: PipelineParts,
  publicUrl: string,
  shopping: Deployment["mysteryShopper"],
): void {
  const { practices, everyMinutes, numbers } = shopping;
  // Generated, so that it is no key at all until an operator puts one here (docs/mystery-shopper.md).
  const apiKey = new secretsmanager.Secret(parts.scope, "MysteryKey", {
    description: "First Touch: the API key of the mystery shopper",
    encryptionKey: parts.key,
  });
  const reason =
    "It holds an API key, which API Gateway makes and an operator replaces (docs/mystery-shopper.md); with it one can post tests and nothing else.";
  acknowledge(apiKey, { "AwsSolutions-SMG4": reason, "HIPAA.Security-SecretsManagerRotationEnabled": reason });
  const shopMystery = parts.addFunction("shop-mystery", {
    PUBLIC_URL: publicUrl,
    MYSTERY_KEY_SECRET_ID: apiKey.secretArn,
    MYSTERY_PRACTICES: practices.join(","),
    MYSTERY_NUMBERS: numbers.join(","),
  });
  shopMystery.role.addToPolicy(
    new iam.PolicyStatement({ actions: ["secretsmanager:GetSecretValue"], resources: [apiKey.secretArn] }),
  );
  allowKeyThrough(shopMystery.role, parts.key, "secretsmanager", READ_KEY_ACTIONS);
  parts.callEvery(everyMinutes, "ForMysteryShopping", shopMystery, "posts tests and measures their answers", {
    enabled: practices.length > 0,
  });
  new CfnOutput(parts.scope, "MysteryKeySecretArn", { value: apiKey.secretArn });
}
