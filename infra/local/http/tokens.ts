import { randomUUID } from "node:crypto";
import { type CryptoKey, generateKeyPair, type JWTPayload, jwtVerify, SignJWT } from "jose";
import { TOKEN_ROLES } from "../../../shared/contracts/routes.ts";
import { API_SCOPE, practiceGroup, practiceScope, roleScope } from "../../../shared/contracts/token-claims.ts";

type TokenRole = (typeof TOKEN_ROLES)[number];

/** A person for whom a token is made, and how long it lives from now; less than nothing makes one that has expired. */
export interface LocalPerson {
  readonly roles: readonly TokenRole[];
  readonly practices: readonly string[];
  readonly expiresInSeconds?: number | undefined;
  /** @default a new one */
  readonly sub?: string | undefined;
}

/** What a machine client asks for. */
export interface ClientCredentials {
  readonly clientId?: string | undefined;
  readonly clientSecret?: string | undefined;
  /** Space-separated. @default all that the client may have */
  readonly scope?: string | undefined;
}

/** An access token as the token endpoint answers it, or why there is none (RFC 6749). */
export type TokenAnswer =
  | { readonly access_token: string; readonly token_type: "Bearer"; readonly expires_in: number }
  | { readonly error: "invalid_client" | "invalid_scope" };

/** Claims as API Gateway's authorizer passes them on: text, all of them. */
export type PassedClaims = Readonly<Record<string, string>>;

/** The user pool of the local engine, and the authorizer in front of its routes. */
export interface LocalUserPool {
  tokenOf(person: LocalPerson): Promise<string>;
  grant(credentials: ClientCredentials): Promise<TokenAnswer>;
  /** The claims of a token that this pool signed, that has not expired and was made for this API; undefined for any other. */
  verify(token: string): Promise<PassedClaims | undefined>;
  /** The claims of a signed-in caller of all practices: what the fixed key of a role stands for. */
  shortcut(role: TokenRole): PassedClaims;
}

const ISSUER = "https://local.example.com/first-touch";
const ALGORITHM = "RS256";
const HOUR_SECONDS = 3_600;
/** What a person signs in with. */
const APP_CLIENT_ID = "local-app";

/** The machine client of a role, and its secret, which is none. */
const clientIdOf = (role: TokenRole) => `local-${role}-client`;
const clientSecretOf = (role: TokenRole) => `local-${role}-secret`;

/**
 * Makes a user pool whose signing key lives as long as the engine. Tokens expire by the machine's clock, as the links to files do: whoever
 * moves the engine's clock by two weeks need not sign in again.
 */
export function createUserPool(practiceIds: readonly string[]): LocalUserPool {
  let keys: ReturnType<typeof generateKeyPair> | undefined;
  // Made when it is first needed: most engines never see a token.
  const keyPair = async () => {
    keys ??= generateKeyPair(ALGORITHM);
    return keys;
  };
  async function sign(claims: JWTPayload, lifetimeSeconds: number): Promise<string> {
    const { privateKey } = await keyPair();
    const now = Math.floor(Date.now() / 1_000);
    return signToken(privateKey, {
      ...claims,
      iss: ISSUER,
      token_use: "access",
      jti: randomUUID(),
      auth_time: now,
      iat: Math.min(now, now + lifetimeSeconds),
      exp: now + lifetimeSeconds,
    });
  }
  return {
    tokenOf: ({ roles, practices, expiresInSeconds = HOUR_SECONDS, sub = randomUUID() }) =>
      sign(personClaims(sub, roles, practices), expiresInSeconds),
    async grant({ clientId, clientSecret, scope }) {
      const role = TOKEN_ROLES.find((one) => clientIdOf(one) === clientId && clientSecretOf(one) === clientSecret);
      if (role === undefined) return { error: "invalid_client" };
      const known = [API_SCOPE, roleScope(role), ...practiceIds.map(practiceScope)];
      const asked = scope?.split(" ").filter((word) => word !== "") ?? [];
      if (asked.some((word) => !known.includes(word))) return { error: "invalid_scope" };
      const claims = { sub: clientId, client_id: clientId, scope: (asked.length > 0 ? asked : known).join(" ") };
      return { access_token: await sign(claims, HOUR_SECONDS), token_type: "Bearer", expires_in: HOUR_SECONDS };
    },
    async verify(token) {
      const { publicKey } = await keyPair();
      const claims = await verified(token, publicKey);
      return claims && passedOn(claims);
    },
    shortcut: (role) => passedOn({ ...personClaims(`local-${role}`, [role], practiceIds), token_use: "access" }),
  };
}

function signToken(key: CryptoKey, claims: JWTPayload): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg: ALGORITHM, kid: "local" }).sign(key);
}

async function verified(token: string, key: CryptoKey): Promise<JWTPayload | undefined> {
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: [ALGORITHM],
      issuer: ISSUER,
      requiredClaims: ["exp", "sub"],
    });
    const scopes = typeof payload.scope === "string" ? payload.scope.split(" ") : [];
    return payload.token_use === "access" && scopes.includes(API_SCOPE) ? payload : undefined;
  } catch {
    return undefined;
  }
}

/** What Cognito puts into a person's access token. */
function personClaims(sub: string, roles: readonly TokenRole[], practices: readonly string[]): JWTPayload {
  const groups = [...roles, ...practices.map(practiceGroup)];
  return { sub, username: sub, client_id: APP_CLIENT_ID, scope: `openid ${API_SCOPE}`, "cognito:groups": groups };
}

function passedOn(claims: JWTPayload): PassedClaims {
  return Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, String(value)]));
}
