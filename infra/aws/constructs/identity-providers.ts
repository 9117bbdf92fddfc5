import { SecretValue } from "aws-cdk-lib";
import * as cognito from "aws-cdk-lib/aws-cognito";
import type { Construct } from "constructs";
import type { Deployment } from "../../deployment/deployment.ts";

type IdentityProvider = NonNullable<Deployment["signIn"]>["identityProviders"][number];

/**
 * Where people of an agency or a practice sign in with what they have there (OpenID Connect). Whoever comes from there belongs to no group, and
 * so may do nothing, until an administrator says otherwise; a second factor is what that provider demands.
 */
export function addIdentityProviders(
  scope: Construct,
  userPool: cognito.UserPool,
  providers: readonly IdentityProvider[],
): cognito.UserPoolIdentityProviderOidc[] {
  return providers.map(
    ({ name, issuer, clientId, clientSecretId }) =>
      new cognito.UserPoolIdentityProviderOidc(scope, `Provider-${name}`, {
        userPool,
        name,
        issuerUrl: issuer,
        clientId,
        // CloudFormation looks it up when it deploys; the template names the secret only.
        clientSecret: SecretValue.secretsManager(clientSecretId).unsafeUnwrap(),
        scopes: ["openid", "email"],
        attributeMapping: { email: cognito.ProviderAttribute.other("email") },
      }),
  );
}
