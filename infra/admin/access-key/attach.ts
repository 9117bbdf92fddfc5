import * as z from "zod";
import { putAccessKey } from "../../../shared/adapters/dynamo/administration.ts";
import { DEPLOYED_USAGE, DeployedOptions, findDeployed } from "../aws/deployed.ts";
import type { Command } from "../command.ts";
import { KeyIdOption, PracticesOption, RoleOption, VendorOption } from "./options.ts";

const schema = z.object({
  argument: KeyIdOption,
  role: RoleOption,
  practices: PracticesOption,
  vendor: VendorOption.optional(),
  ...DeployedOptions,
});

/** Says what the holder of an API key may do that was made elsewhere. Takes the key's id; its value is never stored. */
export const attach: Command<typeof schema> = {
  usage: `npm run access-key -- <API key id> --role intake|shopper --practices <id,id> [--vendor <name>] ${DEPLOYED_USAGE}
       npm run access-key -- create|rotate|retire|list …, each of which says what it takes`,
  schema,
  run: async ({ argument, role, practices, vendor, ...where }) => {
    const access = { callerId: vendor ?? argument, role, practiceIds: practices, vendor, createdAt: Date.now() };
    await putAccessKey(await findDeployed(where), argument, access);
    return `${argument} is ${role} of ${practices.join(", ")} within a minute`;
  },
};
