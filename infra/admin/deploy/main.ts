import { join } from "node:path";
import { createInterface } from "node:readline/promises";
import * as z from "zod";
import { accountIn } from "../aws/account.ts";
import { runCommand } from "../command.ts";
import { createCdk } from "./cdk.ts";
import { deploy } from "./deploy.ts";

/** Stacks that are deployed at a time where their order allows it. */
const CONCURRENCY = "2";

/** `npm run deploy`: check, synth, diff and deploy of a deployment file. */
await runCommand({
  usage: "npm run deploy -- <deployment file> [--dry-run] [--stack <name>] [--yes] [--concurrency <n>]",
  schema: z.object({
    argument: z.string("expected a deployment file, like examples/deployments/bright-smile.json"),
    "dry-run": z.boolean().default(false),
    yes: z.boolean().default(false),
    stack: z.string().optional(),
    concurrency: z
      .string()
      .regex(/^[1-4]$/, "expected a number from 1 to 4")
      .default(CONCURRENCY)
      .transform(Number),
  }),
  run: ({ argument: file, "dry-run": dryRun, ...options }) =>
    deploy(
      {
        cdk: createCdk(),
        accountIn,
        ask: process.stdin.isTTY && process.stdout.isTTY ? ask : undefined,
        say: (text) => console.log(text),
      },
      {
        ...options,
        file,
        dryRun,
        // A folder for each file, so that several can be deployed from one clone at a time.
        folder: join("cdk.out", file.replaceAll(/[^\w.-]+/g, "_").replace(/^[._]+/, "")),
        today: new Date().toISOString().slice(0, 10),
        regionOfEnvironment: process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION,
      },
    ),
});

async function ask(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(`${question} [y/N] `);
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}
