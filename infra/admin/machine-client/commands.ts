import {
  type CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  DeleteUserPoolClientCommand,
  DescribeUserPoolClientCommand,
  paginateListUserPoolClients,
} from "@aws-sdk/client-cognito-identity-provider";
import * as z from "zod";
import { API_SCOPE, practiceScope, RESOURCE_SERVER, roleScope } from "../../../shared/contracts/token-claims.ts";
import { UsageError } from "../../local/options.ts";
import type { Command } from "../command.ts";
import { cognitoFor, isCalled, PracticesOption, TokenRoleOption, UserPoolOption } from "../user-pool.ts";

/** How machine clients are told from what people sign in with. */
const PREFIX = "machine-";
/** Scopes of one client (Cognito, "Quotas"); two of them are no practices. */
const MOST_PRACTICES = 50 - 2;
/** Each token is paid for, so it lasts longer than a person's. */
const TOKEN_MINUTES = 60;

const createSchema = z.object({
  name: z
    .string("expected what the client is for, like crm-sync")
    .regex(/^[a-z0-9][a-z0-9-]{1,39}$/, "expected small letters, digits and dashes, like crm-sync"),
  role: TokenRoleOption,
  practices: PracticesOption,
  "user-pool": UserPoolOption,
});

/** Makes a client that gets tokens for itself, of one role and of these practices. */
export const create: Command<typeof createSchema> = {
  usage:
    "npm run machine-client -- create --name <name> --role admin|coordinator|marketing --practices <id,id> --user-pool <UserPoolId>",
  schema: createSchema,
  run: async ({ name, role, practices, "user-pool": userPool }) => {
    if (practices.length > MOST_PRACTICES)
      throw new UsageError(
        `--practices: got ${practices.length}, expected at most ${MOST_PRACTICES}; make a client for some and another for the rest`,
      );
    const cognito = cognitoFor(userPool);
    const known = (await clientsOf(cognito, userPool)).find((client) => client.name === name);
    if (known !== undefined)
      throw new UsageError(`--name: ${name} is the client ${known.id}; delete it, or choose another name`);
    const scopes = [API_SCOPE, roleScope(role), ...practices.map(practiceScope)];
    const { id, secret } = await makeClient(cognito, userPool, `${PREFIX}${name}`, scopes);
    return [
      `${name} is ${role} of ${practices.join(", ")}`,
      `id:     ${id}`,
      `secret: ${secret}`,
      "Hand the secret over on a secure way. Tokens: POST <SignInUrl>/oauth2/token with grant_type=client_credentials,",
      `id and secret by basic authentication; each lasts ${TOKEN_MINUTES} minutes and is paid for, so keep it that long.`,
    ].join("\n");
  },
};

const listSchema = z.object({ "user-pool": UserPoolOption });

/** Shows every machine client and what it may do. */
export const list: Command<typeof listSchema> = {
  usage: "npm run machine-client -- list --user-pool <UserPoolId>",
  schema: listSchema,
  run: async ({ "user-pool": userPool }) => {
    const cognito = cognitoFor(userPool);
    const clients = await clientsOf(cognito, userPool);
    const rows = await Promise.all(
      clients.map(async ({ id, name }) => `${name}  ${id}  ${(await grantsOf(cognito, userPool, id)).join(", ")}`),
    );
    return rows.length > 0 ? rows.sort().join("\n") : "there is no machine client";
  },
};

const removeSchema = z.object({
  argument: z.string("expected the id of a machine client, which list shows").min(1),
  "user-pool": UserPoolOption,
});

/** Deletes a client; its tokens end by themselves. */
export const remove: Command<typeof removeSchema> = {
  usage: "npm run machine-client -- delete <client id> --user-pool <UserPoolId>",
  schema: removeSchema,
  run: async ({ argument: id, "user-pool": userPool }) => {
    const cognito = cognitoFor(userPool);
    const client = (await clientsOf(cognito, userPool)).find((one) => one.id === id);
    if (client === undefined) throw new UsageError(`there is no machine client ${id}; list shows those that there are`);
    await cognito.send(new DeleteUserPoolClientCommand({ UserPoolId: userPool, ClientId: id }));
    return `${client.name} gets no more tokens; those that it has end within ${TOKEN_MINUTES} minutes`;
  },
};

async function makeClient(cognito: CognitoIdentityProviderClient, userPool: string, name: string, scopes: string[]) {
  const command = new CreateUserPoolClientCommand({
    UserPoolId: userPool,
    ClientName: name,
    GenerateSecret: true,
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthFlows: ["client_credentials"],
    AllowedOAuthScopes: scopes,
    // Left out, people could sign in by it.
    ExplicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH"],
    AccessTokenValidity: TOKEN_MINUTES,
    TokenValidityUnits: { AccessToken: "minutes" },
    EnableTokenRevocation: true,
    PreventUserExistenceErrors: "ENABLED",
  });
  const { UserPoolClient } = await cognito.send(command).catch((error: unknown) => {
    if (!isCalled(error, "ScopeDoesNotExistException")) throw error;
    throw new UsageError(
      "--practices: got one that the deployment does not have; expected practices that its file names",
    );
  });
  return { id: UserPoolClient?.ClientId, secret: UserPoolClient?.ClientSecret };
}

/** Its role and practices: its scopes, but for the one that all have. */
async function grantsOf(cognito: CognitoIdentityProviderClient, userPool: string, id: string): Promise<string[]> {
  const command = new DescribeUserPoolClientCommand({ UserPoolId: userPool, ClientId: id });
  const { UserPoolClient: { AllowedOAuthScopes = [] } = {} } = await cognito.send(command);
  return AllowedOAuthScopes.filter((scope) => scope !== API_SCOPE).map((scope) =>
    scope.slice(RESOURCE_SERVER.length + 1),
  );
}

async function clientsOf(client: CognitoIdentityProviderClient, userPool: string) {
  const found: { readonly id: string; readonly name: string }[] = [];
  for await (const { UserPoolClients = [] } of paginateListUserPoolClients(
    { client, pageSize: 60 },
    { UserPoolId: userPool },
  )) {
    for (const { ClientId = "", ClientName = "" } of UserPoolClients)
      if (ClientName.startsWith(PREFIX)) found.push({ id: ClientId, name: ClientName.slice(PREFIX.length) });
  }
  return found;
}
