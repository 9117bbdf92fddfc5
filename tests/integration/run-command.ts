import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** What a command said, and its exit code. */
export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs an operator's command of `infra/admin` the way npm does, in the environment that the engine of this process set. */
export function runAdmin(
  name: string,
  args: readonly string[],
  env: Record<string, string | undefined> = {},
): Promise<Ran> {
  const command = promisify(execFile)(process.execPath, [`infra/admin/${name}.ts`, ...args], {
    cwd: root,
    env: { ...process.env, ...env, NODE_OPTIONS: "" },
  });
  return command.then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error) => ({ code: error.code, stdout: error.stdout, stderr: error.stderr }),
  );
}
