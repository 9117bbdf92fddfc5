import type { APIGatewayProxyEvent } from "aws-lambda";
import { doorOf, type Role, routeOf } from "../contracts/routes.ts";
import type { Access, AccessKeys, KeyAccess } from "../ports/index.ts";
import { HttpProblem } from "./http-problem.ts";
import { accessOfClaims, type TokenRefusal } from "./token-access.ts";

/** What finding the caller needs. */
export interface AuthorizeDeps {
  /** Looks keys up; functions whose routes take tokens only have none. */
  readonly access?: AccessKeys;
  readonly clock: { now(): number };
}

/** A known caller; `apiKeyId` when it came by a key. */
export interface Caller {
  readonly access: Access;
  readonly apiKeyId?: string;
}

/**
 * Finds the caller at the door of the route: by the id of its API key, or by the claims of its access token, whose signature API
 * Gateway has checked. 401 when there is none, 403 when it may not call this; nobody may call what the route table does not have.
 */
export async function authorize(event: APIGatewayProxyEvent, deps: AuthorizeDeps): Promise<Caller> {
  const route = routeOf(event.httpMethod, event.resource);
  if (route === undefined || route.roles === "public") throw notAllowed("role_not_allowed");
  return doorOf(route) === "key" ? callerByKey(event, deps, route.roles) : callerByToken(event, route.roles);
}

async function callerByKey(
  event: APIGatewayProxyEvent,
  { access: keys, clock }: AuthorizeDeps,
  allowed: readonly Role[],
): Promise<Caller> {
  const apiKeyId = event.requestContext?.identity?.apiKeyId;
  if (!apiKeyId) throw noKey("missing_api_key");
  const access = await keys?.find(apiKeyId);
  if (!access) throw noKey("unknown_api_key");
  if (hasEnded(access, clock.now())) throw noKey("expired_api_key");
  if (!allowed.includes(access.role)) throw notAllowed("role_not_allowed");
  return { access, apiKeyId };
}

function callerByToken(event: APIGatewayProxyEvent, allowed: readonly Role[]): Caller {
  const claims: unknown = event.requestContext?.authorizer?.claims;
  if (typeof claims !== "object" || claims === null) throw noToken("missing_token");
  const access = accessOfClaims(claims as Record<string, unknown>, allowed);
  if (access === "invalid_token") throw noToken(access);
  if (typeof access === "string") throw notAllowed(access);
  return { access };
}

/** Whether a key may be used no more. */
function hasEnded({ endsAt = Number.POSITIVE_INFINITY }: KeyAccess, now: number): boolean {
  return endsAt <= now;
}

const UNAUTHORIZED = {
  missing_api_key: "The request has no API key that is known here; send it in the header x-api-key.",
  unknown_api_key: "The API key is not known here.",
  expired_api_key: "The API key has ended; use the one that replaced it.",
  missing_token: "The request has no access token; send one in the header authorization.",
  invalid_token: "The request has no access token that is valid here; send one in the header authorization.",
} as const;

const FORBIDDEN: Readonly<Record<Exclude<TokenRefusal, "invalid_token">, string>> = {
  role_not_allowed: "The caller may not do this.",
  no_practice: "The caller works for no practice; an administrator has to add it to one.",
};

function noKey(code: "missing_api_key" | "unknown_api_key" | "expired_api_key"): HttpProblem {
  return new HttpProblem(401, code, UNAUTHORIZED[code], {
    headers: { "www-authenticate": 'ApiKey realm="first-touch"' },
  });
}

function noToken(code: "missing_token" | "invalid_token"): HttpProblem {
  const error = code === "invalid_token" ? `, error="${code}"` : "";
  return new HttpProblem(401, code, UNAUTHORIZED[code], {
    headers: { "www-authenticate": `Bearer realm="first-touch"${error}` },
  });
}

function notAllowed(code: keyof typeof FORBIDDEN): HttpProblem {
  return new HttpProblem(403, code, FORBIDDEN[code]);
}
