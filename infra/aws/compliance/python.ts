import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const HELP = "expected Python 3.11 or newer with venv; on Debian and Ubuntu: apt-get install python3-venv";

/**
 * The folder with the commands of Python packages, in a virtual environment of its own. It is made when it is not there, or was made from other
 * requirements; every file of those is held to its hash.
 */
export function pythonCommands(environment: string, requirements: string): string {
  const commands = join(environment, "bin");
  // Written last, so that an installation that was cut off is made again.
  const mark = join(environment, "installed");
  const wanted = createHash("sha256").update(readFileSync(requirements)).digest("hex");
  if (existsSync(mark) && readFileSync(mark, "utf8") === wanted) return commands;
  rmSync(environment, { recursive: true, force: true });
  try {
    execFileSync("python3", ["-m", "venv", environment], { stdio: "pipe" });
  } catch (error) {
    throw new Error(`no virtual environment can be made: ${HELP}\n${error instanceof Error ? error.message : ""}`);
  }
  const quiet = ["--quiet", "--no-input", "--disable-pip-version-check"];
  const pinned = ["--require-hashes", "--only-binary", ":all:", "-r", requirements];
  execFileSync(join(commands, "python"), ["-m", "pip", "install", ...quiet, ...pinned], { stdio: "inherit" });
  writeFileSync(mark, wanted);
  return commands;
}
