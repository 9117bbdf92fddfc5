import { DescribeSecretCommand } from "@aws-sdk/client-secrets-manager";
import { type Check, type Finding, orMissing } from "../check.ts";

/** Whether the secrets of identity providers are there; CloudFormation reads them, and fails without. */
export const signInCheck: Check = {
  name: "sign-in",
  actions: ["secretsmanager:DescribeSecret"],
  run: async ({ clients, deployment: { signIn } }) => {
    const findings: Finding[] = [];
    for (const { name: about, clientSecretId } of signIn?.identityProviders ?? []) {
      const secret = await orMissing(clients.secrets.send(new DescribeSecretCommand({ SecretId: clientSecretId })));
      findings.push(
        secret !== undefined && secret.DeletedDate === undefined
          ? { status: "ok", about, found: `its client secret is in ${clientSecretId}` }
          : {
              status: "fail",
              about,
              found: `there is no secret ${clientSecretId}: the data stack cannot be deployed`,
              fix: `aws secretsmanager create-secret --name ${clientSecretId} --secret-string <client secret>`,
            },
      );
    }
    return findings;
  },
};
