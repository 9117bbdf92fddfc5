import { createHash } from "node:crypto";
import { appendFileSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import * as z from "zod";
import { UsageError } from "../local/options.ts";
import { runCommand } from "./command.ts";

const DEFINITIONS = new URL("../../statemachines/", import.meta.url);
const RELEASED = new URL("released/", DEFINITIONS);

/** Copies a definition to its release; answers its line for `sha256sum --check`. */
function release(version: string, file: string): string {
  const name = `${version}/${file}`;
  copyFileSync(new URL(file, DEFINITIONS), new URL(name, RELEASED));
  const hash = createHash("sha256").update(readFileSync(new URL(name, RELEASED)));
  return `${hash.digest("hex")}  ${name}\n`;
}

/** `npm run release:workflows`: keeps the state machines of a release, which executions go on with after the next one is deployed. */
await runCommand({
  usage: "npm run release:workflows -- <version, like 0.2.0>",
  schema: z.object({ argument: z.string().regex(/^\d+\.\d+\.\d+$/, "expected a version like 0.2.0") }),
  run: async ({ argument: version }) => {
    const folder = new URL(`${version}/`, RELEASED);
    if (existsSync(folder)) throw new UsageError(`${version} was released before; what is released never changes`);
    mkdirSync(folder);
    const files = readdirSync(DEFINITIONS).filter((file) => file.endsWith(".asl.json"));
    const sums = files.map((file) => release(version, file));
    appendFileSync(new URL("SHA256SUMS", RELEASED), sums.join(""));
    return `kept ${files.length} state machines as release ${version}`;
  },
});
