import { Duration, RemovalPolicy } from "aws-cdk-lib";
import * as cognito from "aws-cdk-lib/aws-cognito";
import { Construct } from "constructs";
import { TOKEN_ROLES } from "../../../shared/contracts/routes.ts";
import {
  API_SCOPE,
  practiceGroup,
  practiceScope,
  RESOURCE_SERVER,
  roleScope,
} from "../../../shared/contracts/token-claims.ts";
import type { Deployment } from "../../deployment/deployment.ts";
import { apiName } from "./deployment-name.ts";
import { addIdentityProviders } from "./identity-providers.ts";

/** Scopes of one resource server (Cognito, "Quotas"). */
const MOST_SCOPES = 100;
/** After this a person proves again who they are; a working day. */
const SESSION = Duration.hours(12);
/** What an access token that was stolen is worth at most. */
const TOKEN = Duration.minutes(30);

/**
 * Who may sign in: people of the practices and agencies, and machine clients. It outlives its stack, as people do. Nobody signs up: an
 * administrator makes each person and puts them into groups, by which they have a role and practices (docs/access.md).
 */
export class UserPool extends Construct {
  readonly pool: cognito.UserPool;
  /** Where tokens are had, without a slash at the end. */
  readonly signInUrl: string;
  /** The app client of people; undefined when nobody is to sign in. */
  readonly peopleClientId: string | undefined;

  constructor(scope: Construct, id: string, { name, account, region, practices, signIn }: Deployment) {
    super(scope, id);
    const domainPrefix = signIn?.domainPrefix ?? `${apiName(this).toLowerCase()}-${account}`;
    const host = `${domainPrefix}.auth.${region}.amazoncognito.com`;
    this.signInUrl = `https://${host}`;
    this.pool = this.#addPool(name, host);
    blockRisks(this, this.pool);
    const practiceIds = practices.map(({ practiceId }) => practiceId);
    for (const groupName of [...TOKEN_ROLES, ...practiceIds.map(practiceGroup)])
      this.pool.addGroup(`Group-${groupName}`, { groupName });
    const scopes = this.#addScopes(practiceIds);
    // Machine clients need it, too: tokens are handed out there.
    this.pool.addDomain("Domain", {
      cognitoDomain: { domainPrefix },
      managedLoginVersion: cognito.ManagedLoginVersion.NEWER_MANAGED_LOGIN,
    });
    this.peopleClientId = signIn && this.#addPeopleClient(signIn, scopes).userPoolClientId;
  }

  #addPool(name: string, host: string): cognito.UserPool {
    const pool = new cognito.UserPool(this, "Pool", {
      userPoolName: `${name} staff`,
      // Threat protection needs it. Billed by people who sign in, and there are few.
      featurePlan: cognito.FeaturePlan.PLUS,
      standardThreatProtectionMode: cognito.StandardThreatProtectionMode.FULL_FUNCTION,
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      autoVerify: { email: true },
      // A new address counts once it is verified.
      keepOriginal: { email: true },
      accountRecovery: cognito.AccountRecovery.EMAIL_ONLY,
      // No texts: numbers are ported and texts intercepted (NIST SP 800-63B, 5.1.3.3).
      mfa: cognito.Mfa.REQUIRED,
      mfaSecondFactor: { sms: false, otp: true },
      signInPolicy: { allowedFirstAuthFactors: { password: true, passkey: true } },
      passkeyUserVerification: cognito.PasskeyUserVerification.REQUIRED,
      passkeyRelyingPartyId: host,
      passwordPolicy: {
        minLength: 14,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
        passwordHistorySize: 24,
        tempPasswordValidity: Duration.days(3),
      },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    // A passkey that makes sure of its owner is two factors; Cognito refuses passkeys where MFA is required unless told so.
    (pool.node.defaultChild as cognito.CfnUserPool).webAuthnFactorConfiguration = "MULTI_FACTOR_WITH_USER_VERIFICATION";
    return pool;
  }

  /** The scopes of access tokens: that of the API, which every token needs, and those by which machine clients have a role and practices. */
  #addScopes(practiceIds: readonly string[]): cognito.OAuthScope {
    const described = new Map([
      [API_SCOPE, "Call the API"],
      ...TOKEN_ROLES.map((role) => [roleScope(role), `Be ${role}`] as const),
      ...practiceIds.map((practiceId) => [practiceScope(practiceId), `Work for ${practiceId}`] as const),
    ]);
    if (described.size > MOST_SCOPES)
      throw new Error(
        `the deployment names ${practiceIds.length} practices; Cognito takes ${MOST_SCOPES} scopes and so at most ` +
          `${MOST_SCOPES - described.size + practiceIds.length} practices: split them into two deployments`,
      );
    const scopes = [...described].map(
      ([scope, scopeDescription]) =>
        new cognito.ResourceServerScope({ scopeName: scope.slice(RESOURCE_SERVER.length + 1), scopeDescription }),
    );
    const server = this.pool.addResourceServer("Api", {
      identifier: RESOURCE_SERVER,
      userPoolResourceServerName: "First Touch",
      scopes,
    });
    const [api] = scopes;
    if (api === undefined) throw new Error("the API has no scope; expected one that every token needs");
    return cognito.OAuthScope.resourceServer(server, api);
  }

  /**
   * What people sign in with: authorization code with PKCE, for it keeps no secret. Roles and practices are groups, never scopes: a client may
   * ask for any scope that it has, whoever signs in.
   */
  #addPeopleClient(signIn: NonNullable<Deployment["signIn"]>, api: cognito.OAuthScope): cognito.UserPoolClient {
    const providers = addIdentityProviders(this, this.pool, signIn.identityProviders);
    const client = this.pool.addClient("People", {
      userPoolClientName: "people",
      generateSecret: false,
      authFlows: { user: true },
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [cognito.OAuthScope.OPENID, api],
        callbackUrls: signIn.callbackUrls,
        logoutUrls: signIn.logoutUrls,
      },
      supportedIdentityProviders: [
        cognito.UserPoolClientIdentityProvider.COGNITO,
        ...providers.map(({ providerName }) => cognito.UserPoolClientIdentityProvider.custom(providerName)),
      ],
      accessTokenValidity: TOKEN,
      idTokenValidity: TOKEN,
      refreshTokenValidity: SESSION,
      // A refresh token that was used is void, so a stolen one shows.
      refreshTokenRotationGracePeriod: Duration.seconds(10),
      enableTokenRevocation: true,
      preventUserExistenceErrors: true,
      readAttributes: new cognito.ClientAttributes().withStandardAttributes({ email: true, emailVerified: true }),
      // What identity providers say of a person is written by way of the client.
      writeAttributes: new cognito.ClientAttributes().withStandardAttributes({ email: true }),
    });
    client.node.addDependency(...providers);
    // The sign-in page of this version shows nothing to a client without a style.
    new cognito.CfnManagedLoginBranding(this, "SignInPage", {
      userPoolId: this.pool.userPoolId,
      clientId: client.userPoolClientId,
      useCognitoProvidedValues: true,
    });
    return client;
  }
}

/** What is done about sign-ins that look wrong; without this they are only noted. */
function blockRisks(scope: Construct, pool: cognito.UserPool): void {
  const block = { eventAction: "BLOCK", notify: false };
  new cognito.CfnUserPoolRiskConfigurationAttachment(scope, "Risks", {
    userPoolId: pool.userPoolId,
    clientId: "ALL",
    // Passwords that are known from leaks elsewhere.
    compromisedCredentialsRiskConfiguration: { actions: { eventAction: "BLOCK" } },
    accountTakeoverRiskConfiguration: {
      actions: { highAction: block, mediumAction: { eventAction: "MFA_REQUIRED", notify: false } },
    },
  });
}
