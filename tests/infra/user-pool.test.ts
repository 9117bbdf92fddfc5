import { describe, expect, it } from "@jest/globals";
import { writePractices } from "./practice-files.ts";
import { inWords, onlyOf, propertiesOf, resourcesOf, synthesize } from "./templates.ts";

const identityProviders = [
  {
    name: "Harbor-Agency",
    issuer: "https://login.harbor.example.com",
    clientId: "first-touch",
    clientSecretId: "first-touch/harbor-oidc",
  },
];
const signIn = {
  domainPrefix: "bright-smile-first-touch",
  callbackUrls: ["https://desk.brightsmile.example.com/signed-in"],
  identityProviders,
};
const practices = ["bright-smile", "harbor-dermatology"];
const { data } = synthesize({ practices: writePractices(practices), signIn });
const only = (type: string) => onlyOf(data, `AWS::Cognito::${type}`);
describe("the user pool", () => {
  it("outlives its stack", () => {
    expect(resourcesOf(data, "AWS::Cognito::UserPool").get("UsersPool")).toMatchObject({
      DeletionPolicy: "Retain",
      UpdateReplacePolicy: "Retain",
      Properties: { DeletionProtection: "ACTIVE" },
    });
  });

  it("lets nobody sign up, and asks everybody for a second factor that is no text message", () => {
    expect(only("UserPool")).toMatchObject({
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      MfaConfiguration: "ON",
      EnabledMfas: ["SOFTWARE_TOKEN_MFA"],
      // A passkey counts as both factors only if it makes sure of its owner.
      WebAuthnFactorConfiguration: "MULTI_FACTOR_WITH_USER_VERIFICATION",
      WebAuthnUserVerification: "required",
      WebAuthnRelyingPartyID: "bright-smile-first-touch.auth.us-east-1.amazoncognito.com",
      AccountRecoverySetting: { RecoveryMechanisms: [{ Name: "verified_email", Priority: 1 }] },
    });
    expect(only("UserPool")).not.toHaveProperty("SmsConfiguration");
  });

  it("takes long passwords, and turns away those that are known from leaks", () => {
    expect(only("UserPool").Policies).toMatchObject({
      PasswordPolicy: {
        MinimumLength: 14,
        RequireLowercase: true,
        RequireUppercase: true,
        RequireNumbers: true,
        RequireSymbols: true,
        PasswordHistorySize: 24,
      },
    });
    expect(only("UserPool")).toMatchObject({
      UserPoolTier: "PLUS",
      UserPoolAddOns: { AdvancedSecurityMode: "ENFORCED" },
    });
    expect(only("UserPoolRiskConfigurationAttachment")).toMatchObject({
      ClientId: "ALL",
      CompromisedCredentialsRiskConfiguration: { Actions: { EventAction: "BLOCK" } },
      AccountTakeoverRiskConfiguration: { Actions: { HighAction: { EventAction: "BLOCK" } } },
    });
  });

  it("has a group for each role of people and for each practice", () => {
    const groups = propertiesOf(data, "AWS::Cognito::UserPoolGroup").map(({ GroupName }) => GroupName);
    expect(groups).toEqual(
      expect.arrayContaining(["admin", "coordinator", "marketing", ...practices.map((id) => `practice.${id}`)]),
    );
    expect(groups).not.toContain("intake");
    expect(groups).toHaveLength(new Set(groups).size);
  });

  it("knows the scopes of the API, of each role and of each practice", () => {
    const { Identifier, Scopes } = only("UserPoolResourceServer");
    const names = (Scopes as { ScopeName: string }[]).map(({ ScopeName }) => ScopeName);
    expect(Identifier).toBe("first-touch");
    expect(names).toEqual(
      expect.arrayContaining(["api", "admin", "coordinator", "marketing", ...practices.map((id) => `practice.${id}`)]),
    );
  });
});

describe("the client of people", () => {
  const client = only("UserPoolClient");

  it("keeps no secret and gets no scope by which a machine has a role or a practice", () => {
    expect(client).toMatchObject({
      GenerateSecret: false,
      AllowedOAuthFlows: ["code"],
      CallbackURLs: signIn.callbackUrls,
      PreventUserExistenceErrors: "ENABLED",
    });
    expect((client.AllowedOAuthScopes as unknown[]).map(inWords)).toEqual(["openid", "UsersPoolApi/api"]);
  });

  it("gives tokens of half an hour, and a session of a working day", () => {
    const { AccessTokenValidity, IdTokenValidity, RefreshTokenValidity, TokenValidityUnits, EnableTokenRevocation } =
      client;
    expect(new Set(Object.values(TokenValidityUnits as object))).toEqual(new Set(["minutes"]));
    expect([AccessTokenValidity, IdTokenValidity, RefreshTokenValidity]).toEqual([30, 30, 12 * 60]);
    expect(EnableTokenRevocation).toBe(true);
  });

  it("lets people write nothing but their address, which must be verified before it counts", () => {
    expect(client.WriteAttributes).toEqual(["email"]);
    expect(only("UserPool").UserAttributeUpdateSettings).toEqual({
      AttributesRequireVerificationBeforeUpdate: ["email"],
    });
  });
});

describe("an identity provider of an agency", () => {
  it("is one of the ways to sign in, and its secret is in no template", () => {
    const provider = only("UserPoolIdentityProvider");
    expect(provider).toMatchObject({
      ProviderName: "Harbor-Agency",
      ProviderType: "OIDC",
      AttributeMapping: { email: "email" },
      ProviderDetails: {
        oidc_issuer: "https://login.harbor.example.com",
        client_id: "first-touch",
        client_secret: "{{resolve:secretsmanager:first-touch/harbor-oidc:SecretString:::}}",
        authorize_scopes: "openid email",
      },
    });
    const [own, agency] = only("UserPoolClient").SupportedIdentityProviders as unknown[];
    expect([own, inWords(agency)]).toEqual(["COGNITO", "UsersProviderHarborAgency"]);
  });
});

describe("a deployment where nobody signs in", () => {
  const { data: quiet } = synthesize({ signIn: undefined });

  it("has a place where machine clients get tokens, under a name that is nobody else's", () => {
    expect(onlyOf(quiet, "AWS::Cognito::UserPoolDomain").Domain).toBe("first-touch-111122223333");
    expect(propertiesOf(quiet, "AWS::Cognito::UserPoolClient")).toEqual([]);
  });
});

describe("a deployment with more practices than Cognito has scopes for", () => {
  const many = writePractices(Array.from({ length: 97 }, (_, index) => `practice-${index}`));

  it("is refused before anything is deployed, and says what to do", () => {
    expect(() => synthesize({ practices: many, telephony: {}, connectInstanceArn: undefined })).toThrow(
      /97 practices; Cognito takes 100 scopes and so at most 96 practices: split them into two deployments/,
    );
  });
});
