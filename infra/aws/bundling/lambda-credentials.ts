/** What the AWS SDK expects of a credential provider. */
interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/**
 * Takes the place of `@aws-sdk/credential-provider-node` in the bundles. The Node.js runtime of Lambda hands a function its role's
 * credentials in these variables, fixed for the life of the sandbox; the rest of the SDK's chain (profiles, SSO, sign-in,
 * processes, web identity, instance metadata) can never apply there, and is 140 KB.
 */
export const defaultProvider = () => async (): Promise<Credentials> => {
  const {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  } = process.env;
  if (!accessKeyId || !secretAccessKey) {
    throw new Error("no credentials in the environment; expected AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY");
  }
  return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
};
