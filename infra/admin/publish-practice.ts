import * as z from "zod";
import { publishPractice } from "../../shared/adapters/dynamo/administration.ts";
import { loadPractices } from "../local/practices.ts";
import { runCommand, TableOption } from "./command.ts";

/** `npm run practice:publish`: publishes a practice configuration as its next version; says so when nothing changed. */
await runCommand({
  usage: "npm run practice:publish -- <file or folder> --table <LeadTableName>",
  schema: z.object({ argument: z.string("expected a practice configuration, a .json file"), table: TableOption }),
  run: async ({ argument, table }) => {
    const lines = [];
    for (const practice of loadPractices(argument)) {
      const { version } = await publishPractice({ leadTable: table }, practice);
      lines.push(`${practice.practiceId}: version ${version} is current`);
    }
    return lines.join("\n");
  },
});
