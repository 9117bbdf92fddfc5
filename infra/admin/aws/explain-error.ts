/** What a caller of AWS may have done wrong before anything could be asked, by the name of the SDK's error. */
const CREDENTIALS = new Set(["CredentialsProviderError", "UnrecognizedClientException", "InvalidClientTokenId"]);
const EXPIRED = new Set(["ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired"]);

/** The name of an error; empty when it has none. */
export function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "";
}

/** Whether there are no credentials at all, or none that AWS knows. */
export function isWithoutCredentials(error: unknown): boolean {
  return CREDENTIALS.has(nameOf(error)) || EXPIRED.has(nameOf(error));
}

/** The same error, or one that says how to come by credentials when these are what is missing. */
export function explained(error: unknown): unknown {
  if (!isWithoutCredentials(error)) return error;
  const what = EXPIRED.has(nameOf(error)) ? "the AWS credentials have expired" : "there are no AWS credentials";
  return new Error(`${what}; sign in (aws sso login) and name the profile, AWS_PROFILE=<profile>, then try again`);
}
