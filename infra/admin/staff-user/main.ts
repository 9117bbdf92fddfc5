import { runCommand } from "../command.ts";
import { create, remove, set } from "./commands.ts";

/** `npm run staff:user`: who may sign in, with which role and practices. */
const [name, ...args] = process.argv.slice(2);
if (name === "set") await runCommand(set, args);
else if (name === "delete") await runCommand(remove, args);
else await runCommand(create, name === "create" ? args : process.argv.slice(2));
