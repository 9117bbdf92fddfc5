import { spawn } from "node:child_process";
import { createRequire } from "node:module";

/** The steps that the command line of the CDK takes. */
export interface Cdk {
  /** Writes the templates and bundles of a deployment file into a folder. */
  readonly synth: (file: string, folder: string) => Promise<void>;
  /** Deploys stacks of that folder, as many at a time as their order allows and `concurrency` says. */
  readonly deploy: (folder: string, stacks: readonly string[], options: { concurrency: number }) => Promise<void>;
}

/** The CDK of this project, or another program in its place. */
export function createCdk(program = createRequire(import.meta.url).resolve("aws-cdk/bin/cdk")): Cdk {
  return {
    synth: (file, folder) => run(program, ["synth", "--quiet", "--context", `file=${file}`, "--output", folder]),
    deploy: (folder, stacks, { concurrency }) =>
      run(program, [
        "deploy",
        ...stacks,
        // Just these: what they need was named before them.
        "--exclusively",
        "--app",
        folder,
        "--concurrency",
        String(concurrency),
        // This command has asked already.
        "--require-approval",
        "never",
        "--progress",
        "events",
      ]),
  };
}

/** Runs it with this process's terminal; throws when it ends with an error. */
async function run(program: string, args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [program, ...args, "--no-notices"], {
    stdio: "inherit",
    env: { ...process.env, CDK_DISABLE_CLI_TELEMETRY: "true" },
  });
  const code = await new Promise<number | null>((done, failed) => child.once("error", failed).once("exit", done));
  if (code !== 0) throw new Error(`cdk ${args[0]} ended with code ${code}; what it printed above says why`);
}
