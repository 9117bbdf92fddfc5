import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

// Run by synth.test.ts as a process of its own: loads bundles the way Lambda would, and says what `handler` is in each.
const [, , assembly = ""] = process.argv;
const assets = readdirSync(assembly).filter((name) => name.startsWith("asset."));
const handlers = await Promise.all(
  assets.map(async (name) => {
    const module = await import(pathToFileURL(join(assembly, name, "index.mjs")).href);
    return typeof module.handler;
  }),
);
console.log(JSON.stringify(handlers));
