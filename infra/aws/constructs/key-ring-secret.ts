import { RemovalPolicy } from "aws-cdk-lib";
import type * as kms from "aws-cdk-lib/aws-kms";
import * as secretsmanager from "aws-cdk-lib/aws-secretsmanager";
import type { Construct } from "constructs";
import { acknowledge } from "../compliance/acknowledge.ts";

/** Letters and digits only are valid base64: 64 of them decode to 48 bytes with 381 bits of chance. */
const KEY_CHARACTERS = 64;

/**
 * The versioned key ring that contact points are hashed under. Losing it loses every suppression, so it outlives the stack.
 *
 * It starts as the bare first key, because Secrets Manager cannot generate a value inside a list; `shared/adapters/key-ring.ts`
 * takes that for version 1. To rotate, an operator writes `{"versions":[{"version":1,"key":…},{"version":2,"key":…}]}`.
 * A stated secret string would be written again with every change of a tag and undo that; a generated one is generated once,
 * as long as `generateSecretString` stays as it is.
 */
export function keyRingSecret(scope: Construct, encryptionKey: kms.IKey): secretsmanager.Secret {
  const secret = new secretsmanager.Secret(scope, "KeyRing", {
    description: "First Touch: the key ring that contact points are hashed under",
    encryptionKey,
    removalPolicy: RemovalPolicy.RETAIN,
    generateSecretString: { passwordLength: KEY_CHARACTERS, excludePunctuation: true, includeSpace: false },
  });
  const reason =
    "Rotation adds a version to the ring by hand (docs/operating.md): one that replaced the key would lose every opt-out hashed under it.";
  acknowledge(secret, { "AwsSolutions-SMG4": reason, "HIPAA.Security-SecretsManagerRotationEnabled": reason });
  return secret;
}
