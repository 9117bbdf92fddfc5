import * as z from "zod";
import { publishPractice } from "../../shared/adapters/dynamo/administration.ts";
import { loadPractices } from "../local/practices.ts";
import { DEPLOYED_USAGE, DeployedOptions, findDeployed } from "./aws/deployed.ts";
import { runCommand } from "./command.ts";

/** `npm run practice:publish`: publishes a practice configuration as its next version; says so when nothing changed. */
await runCommand({
  usage: `npm run practice:publish -- <file or folder> ${DEPLOYED_USAGE}`,
  schema: z.object({ argument: z.string("expected a practice configuration, a .json file"), ...DeployedOptions }),
  run: async ({ argument, ...where }) => {
    const lines = [];
    const practices = loadPractices(argument);
    const deployed = await findDeployed(where);
    for (const practice of practices) {
      const { version } = await publishPractice(deployed, practice);
      lines.push(`${practice.practiceId}: version ${version} is current`);
    }
    return lines.join("\n");
  },
});
