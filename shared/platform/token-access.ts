import { type Role, TOKEN_ROLES } from "../contracts/routes.ts";
import { API_SCOPE, practiceGroup, RESOURCE_SERVER } from "../contracts/token-claims.ts";
import { type PracticeId, PracticeIdSchema } from "../domain/ids.ts";
import type { Access } from "../ports/index.ts";

/** The claims of an access token as API Gateway's authorizer passes them on, which makes text of everything. */
export type Claims = Readonly<Record<string, unknown>>;

/** Why a token that is genuine opens nothing here. */
export type TokenRefusal = "invalid_token" | "role_not_allowed" | "no_practice";

const PRACTICE_GROUP = practiceGroup("");

/**
 * What the holder of an access token may do on a route of these roles: the strongest of their roles that it takes. What people are, is
 * decided by the groups that an administrator put them in, and never by a scope, which a client may ask for; machine clients have
 * no groups, and are what the scopes that they were registered with say.
 */
export function accessOfClaims(claims: Claims, allowed: readonly Role[]): Access | TokenRefusal {
  const scopes = wordsOf(claims.scope);
  if (claims.token_use !== "access" || !scopes.includes(API_SCOPE)) return "invalid_token";
  const caller = callerOf(claims, scopes);
  if (caller === undefined) return "invalid_token";
  const role = TOKEN_ROLES.find((one) => caller.names.includes(one) && allowed.includes(one));
  if (role === undefined) return "role_not_allowed";
  const practiceIds = practicesIn(caller.names);
  if (practiceIds.length === 0) return "no_practice";
  return { callerId: caller.callerId, role, practiceIds };
}

/** Who holds the token, and the names of their roles and practices. Only tokens of people name a user; those of machine clients name the client twice. */
function callerOf(
  { username, sub, client_id: clientId, "cognito:groups": groups }: Claims,
  scopes: readonly string[],
): { readonly callerId: string; readonly names: readonly string[] } | undefined {
  if (typeof sub !== "string" || sub === "") return undefined;
  if (username !== undefined) return { callerId: sub, names: wordsOf(groups) };
  if (sub !== clientId) return undefined;
  const ours = `${RESOURCE_SERVER}/`;
  const names = scopes.flatMap((scope) => (scope.startsWith(ours) ? [scope.slice(ours.length)] : []));
  return { callerId: sub, names };
}

function practicesIn(names: readonly string[]): PracticeId[] {
  const practices = names.flatMap((name) => {
    if (!name.startsWith(PRACTICE_GROUP)) return [];
    const practiceId = PracticeIdSchema.safeParse(name.slice(PRACTICE_GROUP.length));
    return practiceId.success ? [practiceId.data] : [];
  });
  return [...new Set(practices)];
}

/** The words of a list that became text: `a,b` from API Gateway's REST APIs, `[a b]` from its other ones, `a b` in scopes. */
function wordsOf(list: unknown): string[] {
  if (typeof list !== "string") return [];
  return list
    .replace(/^\[(.*)\]$/s, "$1")
    .split(/[\s,]+/)
    .filter((word) => word !== "");
}
