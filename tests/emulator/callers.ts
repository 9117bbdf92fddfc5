import { CognitoIdentityProviderClient, CreateUserPoolClientCommand } from "@aws-sdk/client-cognito-identity-provider";
import { API_SCOPE, practiceScope, roleScope } from "../../shared/contracts/token-claims.ts";
import { type Cloud, clientConfig, type Outputs } from "./cloud.ts";

/** Where a caller is let in, and for which practice. */
interface Admission {
  readonly url: string;
  readonly outputs: Outputs;
  readonly practiceId: string;
}

/** Makes an API key for a vendor of the practice, by the operator's command; answers its value. */
export async function intakeKey({ cloud, outputs, practiceId }: Admission & { cloud: Cloud }): Promise<string> {
  const where = ["--table", String(outputs.data.LeadTableName), "--usage-plan", String(outputs.pipeline.UsagePlanId)];
  const said = await cloud.command("access-key", "create", "--vendor", "website", "--practices", practiceId, ...where);
  const value = /^value: (\S+)$/m.exec(said)?.[1];
  if (value === undefined) throw new Error("npm run access-key -- create printed no key");
  return value;
}

/** Makes a machine client that is coordinator of the practice; answers what gets access tokens for it, for they last less than the tests go on. */
export async function coordinator({ url, outputs, practiceId }: Admission): Promise<() => Promise<string>> {
  const scopes = [API_SCOPE, roleScope("coordinator"), practiceScope(practiceId)];
  const { UserPoolClient } = await new CognitoIdentityProviderClient(clientConfig(url)).send(
    new CreateUserPoolClientCommand({
      UserPoolId: outputs.data.UserPoolId,
      ClientName: "desk",
      GenerateSecret: true,
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthFlows: ["client_credentials"],
      AllowedOAuthScopes: scopes,
    }),
  );
  const basic = btoa(`${UserPoolClient?.ClientId}:${UserPoolClient?.ClientSecret}`);
  return async () => {
    const response = await fetch(`${url}/oauth2/token`, {
      method: "POST",
      headers: { authorization: `Basic ${basic}` },
      body: new URLSearchParams({ grant_type: "client_credentials", scope: scopes.join(" ") }),
    });
    const answer = (await response.json()) as { access_token?: string; error?: string };
    if (answer.access_token === undefined) throw new Error(`no token came: ${answer.error}`);
    return answer.access_token;
  };
}
