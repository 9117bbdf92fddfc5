import { publishPractice, putAccessKey, setSendingMode } from "../../shared/adapters/dynamo/administration.ts";
import { putStaffPin } from "../../shared/adapters/dynamo/staff-pins.ts";
import { scryptPins } from "../../shared/adapters/scrypt-pins.ts";
import type { PracticeConfig } from "../../shared/contracts/practice.ts";
import { ROLES, type Role } from "../../shared/contracts/routes.ts";
import type { Clock } from "../../shared/ports/index.ts";
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

/** What every member of staff opens the links in alerts with, here. */
export const LOCAL_PIN = "135790";

const idOf = (role: Role) => `local-${role}`;

/** The id that API Gateway would report for a header value. */
export function apiKeyIdOf(key: string): string | undefined {
  const role = ROLES.find((candidate) => LOCAL_KEYS[candidate] === key);
  return role && idOf(role);
}

/** Makes the tables, publishes the practices, gives all keys access to all of them and everybody a PIN, and switches sending on. */
export async function prepareTables(
  endpoint: string,
  practices: readonly PracticeConfig[],
  clock: Clock,
): Promise<void> {
  const { leadTable, contactTable } = LOCAL_NAMES;
  await createTables(endpoint, { leadTable, contactTable }, { streams: false });
  const table = { leadTable };
  const practiceIds = practices.map(({ practiceId }) => practiceId);
  await Promise.all([
    ...practices.map((practice) => publishPractice(table, practice)),
    ...ROLES.map((role) => putAccessKey(table, idOf(role), { callerId: idOf(role), role, practiceIds })),
    givePins(practices, clock),
    setSendingMode(table, "deployment", { mode: "live", testPoints: [] }),
  ]);
}

/** One hash for all of them: it takes a fifth of a second, and is no secret here. */
async function givePins(practices: readonly PracticeConfig[], clock: Clock): Promise<void> {
  const table = { leadTable: LOCAL_NAMES.leadTable };
  const hash = await scryptPins.hash(LOCAL_PIN);
  const keys = practices.flatMap(({ practiceId, staff }) => staff.map(({ staffId }) => ({ practiceId, staffId })));
  await Promise.all(keys.map((key) => putStaffPin(table, key, { hash, setAt: clock.now(), onlyFirst: true })));
}
