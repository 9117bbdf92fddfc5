import * as z from "zod";
import { putAccessKey } from "../../../shared/adapters/dynamo/administration.ts";
import { createIntakeKeys } from "../../../shared/adapters/dynamo/intake-keys.ts";
import type { IntakeKey } from "../../../shared/ports/index.ts";
import { UsageError } from "../../local/options.ts";
import { DEPLOYED_USAGE, type Deployed, DeployedOptions, findDeployed } from "../aws/deployed.ts";
import type { Command } from "../command.ts";
import { deleteGatewayKey, disableGatewayKey, makeGatewayKey } from "./gateway-keys.ts";
import { KeyIdOption, PracticesOption, RoleOption, UsagePlanOption, VendorOption } from "./options.ts";

const WHERE = "--deployment <deployment file>|--table <LeadTableName> --usage-plan <UsagePlanId>";
const DAY_MS = 86_400_000;
/** Two weeks: long enough for a vendor to change a setting, short enough that nobody forgets. */
const DEFAULT_OVERLAP_DAYS = 14;

const createSchema = z.object({
  vendor: VendorOption,
  practices: PracticesOption,
  role: RoleOption.default("intake"),
  ...DeployedOptions,
  "usage-plan": UsagePlanOption,
});

/** Makes the first key of a vendor. */
export const create: Command<typeof createSchema> = {
  usage: `npm run access-key -- create --vendor <name> --practices <id,id> [--role intake|shopper] ${WHERE}`,
  schema: createSchema,
  run: async ({ vendor, practices, role, "usage-plan": usagePlanId, ...where }) => {
    const deployed = await findDeployed(where);
    const [known] = await liveKeys(deployed, vendor);
    if (known !== undefined) {
      throw new UsageError(
        `${vendor} has the key ${known.apiKeyId}; rotate it, or give the other vendor another name, like ${vendor}-2`,
      );
    }
    const access = { callerId: vendor, role, practiceIds: practices, vendor };
    return shown(await make(deployed, usagePlanId, access), `${vendor} may post for ${practices.join(", ")}`);
  },
};

const rotateSchema = z.object({
  vendor: VendorOption,
  "overlap-days": z
    .string()
    .regex(/^\d{1,3}$/, "expected a number of days, at most 999")
    .transform(Number)
    .default(DEFAULT_OVERLAP_DAYS),
  ...DeployedOptions,
  "usage-plan": UsagePlanOption,
});

/** Makes another key of a vendor, and says when those before it end. */
export const rotate: Command<typeof rotateSchema> = {
  usage: `npm run access-key -- rotate --vendor <name> [--overlap-days ${DEFAULT_OVERLAP_DAYS}] ${WHERE}`,
  schema: rotateSchema,
  run: async ({ vendor, "overlap-days": overlapDays, "usage-plan": usagePlanId, ...where }) => {
    const deployed = await findDeployed(where);
    const older = await liveKeys(deployed, vendor);
    const [newest] = older;
    if (newest === undefined) throw new UsageError(`${vendor} has no key that works; create one`);
    const { callerId, role, practiceIds } = newest;
    const made = await make(deployed, usagePlanId, { callerId, role, practiceIds, vendor });
    const endsAt = Date.now() + overlapDays * DAY_MS;
    for (const { apiKeyId, ...access } of older) {
      await putAccessKey(deployed, apiKeyId, {
        ...access,
        endsAt: Math.min(access.endsAt ?? endsAt, endsAt),
      });
    }
    const ids = older.map(({ apiKeyId }) => apiKeyId).join(", ");
    return shown(made, `${ids} ends at ${new Date(endsAt).toISOString()}; both work until then`);
  },
};

const retireSchema = z.object({ argument: KeyIdOption, ...DeployedOptions });

/** Ends a key now. */
export const retire: Command<typeof retireSchema> = {
  usage: `npm run access-key -- retire <API key id> ${DEPLOYED_USAGE}`,
  schema: retireSchema,
  run: async ({ argument, ...where }) => {
    const deployed = await findDeployed(where);
    const keys = await createIntakeKeys(deployed).list();
    const key = keys.find(({ apiKeyId }) => apiKeyId === argument);
    if (key === undefined) throw new UsageError(`there is no key ${argument}; see npm run access-key -- list`);
    const { apiKeyId, ...access } = key;
    const endsAt = Math.min(access.endsAt ?? Date.now(), Date.now());
    await putAccessKey(deployed, apiKeyId, { ...access, endsAt });
    await disableGatewayKey(deployed, apiKeyId);
    return `${apiKeyId} of ${access.vendor ?? access.callerId} opens nothing any more, within a minute everywhere`;
  },
};

/** The keys of a vendor that work, the newest first. */
async function liveKeys(deployed: Deployed, vendor: string) {
  const keys = await createIntakeKeys(deployed).list();
  return keys
    .filter((key) => key.vendor === vendor && (key.endsAt ?? Number.POSITIVE_INFINITY) > Date.now())
    .sort((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0));
}

/** Makes a key and says what it may do; one that nobody could use is not left behind. */
async function make(deployed: Deployed, usagePlanId: string | undefined, access: IntakeKey) {
  const plan = usagePlanId ?? deployed.output("UsagePlanId", "--usage-plan");
  const made = await makeGatewayKey(deployed, access.vendor ?? access.callerId, plan);
  try {
    await putAccessKey(deployed, made.id, { ...access, createdAt: Date.now() });
  } catch (error) {
    await deleteGatewayKey(deployed, made.id);
    throw error;
  }
  return made;
}

/** The only time that a value is shown. */
function shown({ id, value }: { readonly id: string; readonly value: string }, what: string): string {
  return `${what}\nid:    ${id}\nvalue: ${value}\nThe value is shown this once: hand it over on a secure way, for the header x-api-key.`;
}
