import { runCommand } from "../command.ts";
import { create, list, remove } from "./commands.ts";

/** `npm run machine-client`: which systems call the API for themselves, with which role and practices. */
const [name, ...args] = process.argv.slice(2);
if (name === "create") await runCommand(create, args);
else if (name === "delete") await runCommand(remove, args);
else await runCommand(list, name === "list" ? args : process.argv.slice(2));
