import { runCommand } from "../command.ts";
import { attach } from "./attach.ts";
import { create, retire, rotate } from "./commands.ts";
import { list } from "./list.ts";

/** `npm run access-key`: who may post leads, by which keys. Values of keys are shown when they are made, and stored nowhere. */
const [name, ...args] = process.argv.slice(2);
if (name === "create") await runCommand(create, args);
else if (name === "rotate") await runCommand(rotate, args);
else if (name === "retire") await runCommand(retire, args);
else if (name === "list") await runCommand(list, args);
else await runCommand(attach);
