import * as z from "zod";
import { createIntakeKeys } from "../../../shared/adapters/dynamo/intake-keys.ts";
import { DEPLOYED_USAGE, DeployedOptions, findDeployed } from "../aws/deployed.ts";
import type { Command } from "../command.ts";

const DAY_MS = 86_400_000;
/** Days that are counted, today among them. */
const COUNTED_DAYS = 30;
const HEAD = ["vendor", "id", "role", "practices", "since", "ends", "last used", "accepted", "duplicate", "rejected"];

const schema = z.object(DeployedOptions);

/** Shows every key: whose it is, until when, and what it was used for. */
export const list: Command<typeof schema> = {
  usage: `npm run access-key -- list ${DEPLOYED_USAGE}`,
  schema,
  run: async (where) => {
    const keys = createIntakeKeys(await findDeployed(where));
    const from = dayOf(Date.now() - (COUNTED_DAYS - 1) * DAY_MS);
    const rows = await Promise.all(
      (await keys.list()).map(async ({ apiKeyId, vendor, callerId, role, practiceIds, createdAt, endsAt }) => {
        const { counts, lastUsedAt } = await keys.uses(apiKeyId, from);
        const numbers = [counts.accepted, counts.duplicate, counts.rejected].map(String);
        const days = [createdAt, endsAt, lastUsedAt].map(dayOf);
        return [vendor ?? callerId, apiKeyId, role, practiceIds.join(","), ...days, ...numbers];
      }),
    );
    return [
      ...tableOf([HEAD, ...rows.sort((a, b) => (a.join() < b.join() ? -1 : 1))]),
      `Counts are of the ${COUNTED_DAYS} days since ${from} (UTC).`,
    ].join("\n");
  },
};

function dayOf(ms: number | undefined): string {
  return ms === undefined ? "-" : new Date(ms).toISOString().slice(0, "YYYY-MM-DD".length);
}

function tableOf(rows: readonly (readonly string[])[]): string[] {
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
