import {
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  DeleteUserPoolClientCommand,
  DescribeUserPoolClientCommand,
  ListUserPoolClientsCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { beforeEach, describe, expect, it } from "@jest/globals";
import { mockClient } from "aws-sdk-client-mock";
import { create, list, remove } from "../../../infra/admin/machine-client/commands.ts";
import { PracticeIdSchema } from "../../../shared/domain/ids.ts";

const cognito = mockClient(CognitoIdentityProviderClient);
const userPool = "us-east-1_AbCdEf123";
const options = {
  name: "crm-sync",
  role: "coordinator" as const,
  practices: ["bright-smile", "harbor-dermatology"].map((id) => PracticeIdSchema.parse(id)),
  "user-pool": userPool,
};

beforeEach(() => {
  cognito.reset();
  cognito.on(ListUserPoolClientsCommand).resolves({
    UserPoolClients: [
      { ClientId: "people1", ClientName: "people" },
      { ClientId: "machine1", ClientName: "machine-reports" },
    ],
  });
  cognito
    .on(CreateUserPoolClientCommand)
    .resolves({ UserPoolClient: { ClientId: "new1", ClientSecret: "its-secret" } });
});

describe("npm run machine-client -- create", () => {
  it("makes a client for itself alone, with its role, its practices and no way for people to sign in", async () => {
    const told = await create.run(options);
    expect(told).toMatch(
      /crm-sync is coordinator of bright-smile, harbor-dermatology\nid: {5}new1\nsecret: its-secret/,
    );
    expect(cognito.commandCalls(CreateUserPoolClientCommand)[0]?.args[0].input).toMatchObject({
      UserPoolId: userPool,
      ClientName: "machine-crm-sync",
      GenerateSecret: true,
      AllowedOAuthFlows: ["client_credentials"],
      AllowedOAuthScopes: [
        "first-touch/api",
        "first-touch/coordinator",
        "first-touch/practice.bright-smile",
        "first-touch/practice.harbor-dermatology",
      ],
      ExplicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH"],
    });
  });

  it("takes a name once", async () => {
    await expect(create.run({ ...options, name: "reports" })).rejects.toThrow(
      /reports is the client machine1; delete it/,
    );
    expect(cognito.commandCalls(CreateUserPoolClientCommand)).toEqual([]);
  });

  it("says what to do about more practices than a client can have, and about one that is unknown", async () => {
    const many = Array.from({ length: 49 }, (_, index) => PracticeIdSchema.parse(`practice-${index}`));
    await expect(create.run({ ...options, practices: many })).rejects.toThrow(
      /got 49, expected at most 48; make a client/,
    );
    const unknown = Object.assign(new Error("scope"), { name: "ScopeDoesNotExistException" });
    cognito.on(CreateUserPoolClientCommand).rejects(unknown);
    await expect(create.run(options)).rejects.toThrow(/expected practices that its file names/);
  });
});

describe("npm run machine-client -- list", () => {
  it("shows machine clients only, with their role and practices", async () => {
    cognito.on(DescribeUserPoolClientCommand).resolves({
      UserPoolClient: {
        AllowedOAuthScopes: ["first-touch/api", "first-touch/marketing", "first-touch/practice.bright-smile"],
      },
    });
    expect(await list.run({ "user-pool": userPool })).toBe("reports  machine1  marketing, practice.bright-smile");
  });
});

describe("npm run machine-client -- delete", () => {
  it("deletes a machine client", async () => {
    expect(await remove.run({ argument: "machine1", "user-pool": userPool })).toMatch(/^reports gets no more tokens/);
    expect(cognito.commandCalls(DeleteUserPoolClientCommand)[0]?.args[0].input).toEqual({
      UserPoolId: userPool,
      ClientId: "machine1",
    });
  });

  it("leaves alone what people sign in with", async () => {
    await expect(remove.run({ argument: "people1", "user-pool": userPool })).rejects.toThrow(
      /no machine client people1/,
    );
    expect(cognito.commandCalls(DeleteUserPoolClientCommand)).toEqual([]);
  });
});
