import { KEY_ROLES, type Role, TOKEN_ROLES } from "../../shared/contracts/routes.ts";

/**
 * Values of the x-api-key header that the local server knows, by role. Those of roles that sign in stand for an access token, so that
 * one need not sign in to try something: API Gateway takes no such key.
 */
export const LOCAL_KEYS: Readonly<Record<Role, string>> = {
  intake: "local-intake-key",
  coordinator: "local-coordinator-key",
  marketing: "local-marketing-key",
  admin: "local-admin-key",
  shopper: "local-shopper-key",
};

/** The id of a role's API key. */
export const keyIdOf = (role: (typeof KEY_ROLES)[number]): string => `local-${role}`;

/** The id that API Gateway would report for a header value. */
export function apiKeyIdOf(key: string): string | undefined {
  const role = KEY_ROLES.find((candidate) => LOCAL_KEYS[candidate] === key);
  return role && keyIdOf(role);
}

/** The role that somebody would have who had signed in, for a header value that stands for that. */
export function signedInRoleOf(key: string): (typeof TOKEN_ROLES)[number] | undefined {
  return TOKEN_ROLES.find((candidate) => LOCAL_KEYS[candidate] === key);
}
