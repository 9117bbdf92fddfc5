import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The folder of the repository. */
export const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** Runs a command, in the repository if nothing else is said, and answers what it wrote; what it says is the error when it fails. */
export function run(
  command: string,
  args: readonly string[],
  { env = process.env, cwd = ROOT }: { env?: NodeJS.ProcessEnv; cwd?: string } = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(command, args, { cwd, env, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new Error(`${[command, ...args].join(" ")} failed:\n${stdout.slice(-4_000)}${stderr.slice(-4_000)}`));
    });
  });
}
