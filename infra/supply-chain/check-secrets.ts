import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { secretsIn } from "./secrets.ts";

// What git has, or would take.
const list = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
  encoding: "utf8",
});
const files = list.split("\0").filter((path) => path !== "" && existsSync(path));
const found = (await Promise.all(files.map((path) => secretsIn(path, readFileSync(path, "utf8"))))).flat();
if (found.length > 0) {
  console.error([...found, "revoke what is a secret, then take it out of the tree and of its history"].join("\n"));
  process.exitCode = 1;
}
