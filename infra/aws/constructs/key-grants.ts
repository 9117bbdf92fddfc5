import { Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import type * as kms from "aws-cdk-lib/aws-kms";

/** AWS services that use our keys on behalf of a function. */
export type KeyUser = "dynamodb" | "s3" | "secretsmanager" | "sqs";

/** What DynamoDB needs of the caller to read from an encrypted table. */
export const READ_KEY_ACTIONS = ["kms:Decrypt", "kms:DescribeKey"] as const;
/** What DynamoDB needs of the caller to write to one. */
export const WRITE_KEY_ACTIONS = [
  ...READ_KEY_ACTIONS,
  "kms:Encrypt",
  "kms:ReEncryptFrom",
  "kms:ReEncryptTo",
  "kms:GenerateDataKey",
  "kms:GenerateDataKeyWithoutPlaintext",
] as const;
/** What SQS needs of the caller to store something under a key. */
export const SEND_KEY_ACTIONS = ["kms:Decrypt", "kms:GenerateDataKey"] as const;

/** Lets a role use a key, and only by way of one service: holding the key's name decrypts nothing by itself. */
export function allowKeyThrough(role: iam.IRole, key: kms.IKey, service: KeyUser, actions: readonly string[]): void {
  const { region } = Stack.of(key);
  role.addToPrincipalPolicy(
    new iam.PolicyStatement({
      actions: [...actions],
      resources: [key.keyArn],
      conditions: { StringEquals: { "kms:ViaService": `${service}.${region}.amazonaws.com` } },
    }),
  );
}
