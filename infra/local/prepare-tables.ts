import { publishPractice, putAccessKey, setSendingMode } from "../../shared/adapters/dynamo/administration.ts";
import { putStaffPin } from "../../shared/adapters/dynamo/staff-pins.ts";
import { scryptPins } from "../../shared/adapters/scrypt-pins.ts";
import type { PracticeConfig } from "../../shared/contracts/practice.ts";
import { KEY_ROLES } from "../../shared/contracts/routes.ts";
import type { Clock } from "../../shared/ports/index.ts";
import { createTables } from "./create-tables.ts";
import { IS_RESTORED, LOCAL_NAMES } from "./environment.ts";
import { keyIdOf } from "./local-keys.ts";

/** What every member of staff opens the links in alerts with, here. */
export const LOCAL_PIN = "135790";

/** Makes the tables, publishes the practices, gives the API keys access to all of them and everybody a PIN, and switches sending on, but for restored ones. */
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
    ...KEY_ROLES.map((role) => putAccessKey(table, keyIdOf(role), { callerId: keyIdOf(role), role, practiceIds })),
    givePins(practices, clock),
    // Whether restored tables may send is for people to say.
    ...(IS_RESTORED ? [] : [setSendingMode(table, "deployment", { mode: "live", testPoints: [] })]),
  ]);
}

/** One hash for all of them: it takes a fifth of a second, and is no secret here. */
async function givePins(practices: readonly PracticeConfig[], clock: Clock): Promise<void> {
  const table = { leadTable: LOCAL_NAMES.leadTable };
  const hash = await scryptPins.hash(LOCAL_PIN);
  const keys = practices.flatMap(({ practiceId, staff }) => staff.map(({ staffId }) => ({ practiceId, staffId })));
  await Promise.all(keys.map((key) => putStaffPin(table, key, { hash, setAt: clock.now(), onlyFirst: true })));
}
