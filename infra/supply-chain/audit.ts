import { spawnSync } from "node:child_process";
import { judgeAudit } from "./judge-audit.ts";

// It answers with a code other than 0 both when there are advisories and when it got no answer: what it printed tells which.
const { stdout } = spawnSync("npm", ["audit", "--json"], { encoding: "utf8", maxBuffer: 2 ** 26 });
const { outcome, text } = judgeAudit(stdout);
if (outcome === "clean") console.log(text);
else console.error(text);
process.exitCode = outcome === "vulnerable" ? 1 : 0;
