import { publishPractice, putAccessKey, setSendingMode } from "../../shared/adapters/dynamo/administration.ts";
import type { PracticeConfig } from "../../shared/contracts/practice.ts";
import { ROLES, type Role } from "../../shared/contracts/routes.ts";
import { createTables } from "./create-tables.ts";
import { LOCAL_NAMES } from "./environment.ts";

/** Values of the x-api-key header that the local server knows, by role. */
export const LOCAL_KEYS: Readonly<Record<Role, string>> = {
  intake: "local-intake-key",
  coordinator: "local-coordinator-key",
  marketing: "local-marketing-key",
  admin: "local-admin-key",
  shopper: "local-shopper-key",
};

const idOf = (role: Role) => `local-${role}`;

/** The id that API Gateway would report for a header value. */
export function apiKeyIdOf(key: string): string | undefined {
  const role = ROLES.find((candidate) => LOCAL_KEYS[candidate] === key);
  return role && idOf(role);
}

/** Makes the tables, publishes the practices, gives all keys access to all of them and switches sending on. */
export async function prepareTables(endpoint: string, practices: readonly PracticeConfig[]): Promise<void> {
  const { leadTable, contactTable } = LOCAL_NAMES;
  await createTables(endpoint, { leadTable, contactTable }, { streams: false });
  const table = { leadTable };
  const practiceIds = practices.map(({ practiceId }) => practiceId);
  await Promise.all([
    ...practices.map((practice) => publishPractice(table, practice)),
    ...ROLES.map((role) => putAccessKey(table, idOf(role), { callerId: idOf(role), role, practiceIds })),
    setSendingMode(table, "deployment", { mode: "live", testPoints: [] }),
  ]);
}
