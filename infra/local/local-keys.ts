import { randomBytes, randomUUID } from "node:crypto";
import { KEY_ROLES, ROLES, type Role } from "../../shared/contracts/routes.ts";

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

/** The API keys of a running engine: those of its roles, and what was made while it runs. */
export class LocalApiKeys {
  readonly #ids = new Map<string, string>(KEY_ROLES.map((role) => [LOCAL_KEYS[role], keyIdOf(role)]));

  /** The id that API Gateway would report for a header value. */
  idOf(value: string): string | undefined {
    return this.#ids.get(value);
  }

  /** Makes a key, as API Gateway does. */
  make(): { readonly id: string; readonly value: string } {
    const made = { id: `local${randomBytes(5).toString("hex")}`, value: randomUUID() };
    this.#ids.set(made.value, made.id);
    return made;
  }
}

/** The role that a fixed key stands for; undefined for any other value. */
export function fixedRoleOf(key: string): Role | undefined {
  return ROLES.find((candidate) => LOCAL_KEYS[candidate] === key);
}
