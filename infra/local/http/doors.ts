import type { IncomingHttpHeaders } from "node:http";
import { API_KEY_HEADER, doorOf, type Route, TOKEN_ROLES } from "../../../shared/contracts/routes.ts";
import { fixedRoleOf } from "../local-keys.ts";
import { type Answer, problem } from "./answers.ts";
import type { LocalUserPool, PassedClaims } from "./tokens.ts";

/** What letting callers in needs. */
export interface DoorDeps {
  /** Id of the key that API Gateway would report for a header value. */
  apiKeyId(key: string): string | undefined;
  readonly userPool: LocalUserPool;
}

/** What API Gateway tells a function of a caller that it let in. */
export interface LetIn {
  readonly apiKeyId?: string | undefined;
  readonly claims?: PassedClaims | undefined;
}

/**
 * Lets a caller in, or answers as API Gateway does before any function runs. What a key may do is for the function to know; a token is
 * checked here, and where one is needed no key will do but the fixed ones that stand for it. Who has a fixed key is known at every door, and is
 * told that the role is the wrong one (403), where API Gateway knows nothing of a key that it does not look for (401).
 */
export async function letIn(deps: DoorDeps, route: Route, headers: IncomingHttpHeaders): Promise<LetIn | Answer> {
  const value = headers[API_KEY_HEADER];
  const key = typeof value === "string" ? value : undefined;
  if (doorOf(route) === "public") return {};
  const fixed = key === undefined || headers.authorization !== undefined ? undefined : fixedRoleOf(key);
  if (fixed !== undefined && !route.roles.includes(fixed)) return wrongRole();
  if (doorOf(route) === "key") return { apiKeyId: key === undefined ? undefined : deps.apiKeyId(key) };
  const { authorization } = headers;
  if (authorization === undefined) {
    const role = TOKEN_ROLES.find((one) => one === fixed);
    return role === undefined ? noToken("missing_token") : { claims: deps.userPool.shortcut(role) };
  }
  const token = /^Bearer ([\w.-]+)$/i.exec(authorization)?.[1];
  const claims = token === undefined ? undefined : await deps.userPool.verify(token);
  return claims === undefined ? noToken("invalid_token") : { claims };
}

function wrongRole(): Answer {
  return problem(403, "role_not_allowed", "The caller's role may not do this.");
}

function noToken(code: "missing_token" | "invalid_token"): Answer {
  const error = code === "invalid_token" ? `, error="${code}"` : "";
  return problem(
    401,
    code,
    "The request has no access token that is valid here; send one in the header authorization.",
    {
      headers: { "www-authenticate": `Bearer realm="first-touch"${error}` },
    },
  );
}
