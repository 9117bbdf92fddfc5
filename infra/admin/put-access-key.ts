import * as z from "zod";
import { putAccessKey } from "../../shared/adapters/dynamo/administration.ts";
import { ROLES } from "../../shared/contracts/routes.ts";
import { PracticeIdSchema } from "../../shared/domain/ids.ts";
import { ListOption, runCommand, TableOption } from "./command.ts";

/** `npm run access-key`: says what the holder of an API key may do. Takes the key's id; its value is never stored. */
await runCommand({
  usage:
    "npm run access-key -- <API key id> --role intake|coordinator|marketing|admin|shopper --practices <id,id> --table <LeadTableName>",
  schema: z.object({
    argument: z
      .string("expected the id of an API key, which aws apigateway create-api-key prints")
      .regex(/^[a-z0-9]{6,40}$/, "expected the id of an API key, not its value"),
    role: z.enum(ROLES, "expected intake, coordinator, marketing, admin or shopper"),
    practices: ListOption.pipe(z.array(PracticeIdSchema).min(1)),
    table: TableOption,
  }),
  run: async ({ argument, role, practices, table }) => {
    await putAccessKey({ leadTable: table }, argument, { callerId: argument, role, practiceIds: practices });
    return `${argument} is ${role} of ${practices.join(", ")} within a minute`;
  },
});
