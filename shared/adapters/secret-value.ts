import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { FirstTouchError } from "../domain/errors.ts";

/** A secret cannot be read. */
export class SecretUnavailable extends FirstTouchError {
  constructor() {
    super("SecretUnavailable", "a secret could not be read; check that it exists and has a value, then try again", {
      code: "secret_unavailable",
      retryable: true,
    });
  }
}

/** Reads the text of a secret each time it is called, so that a new value counts at once; for what is asked for seldom. */
export function createSecretValue(config: {
  readonly secretId: string;
  readonly client?: Pick<SecretsManagerClient, "send">;
}): () => Promise<string> {
  const client =
    config.client ??
    new SecretsManagerClient({ requestHandler: { requestTimeout: 3_000, throwOnRequestTimeout: true } });
  return async () => {
    const answer = await client.send(new GetSecretValueCommand({ SecretId: config.secretId })).catch(() => {
      // Its errors name the secret and the account.
      throw new SecretUnavailable();
    });
    const text = answer.SecretString?.trim() ?? "";
    if (text === "") throw new SecretUnavailable();
    return text;
  };
}
