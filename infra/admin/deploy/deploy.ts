import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Deployment } from "../../deployment/deployment.ts";
import { type Account, NEEDED_BOOTSTRAP_VERSION } from "../aws/account.ts";
import { explained, isWithoutCredentials } from "../aws/explain-error.ts";
import { type DeployedStacks, STACKS } from "../aws/stack-outputs.ts";
import type { Cdk } from "./cdk.ts";
import { checkDeployment } from "./check-deployment.ts";
import { compareTemplates, type StackChanges, type Template } from "./compare-templates.ts";

/** What a deployment is made with. */
export interface DeployTools {
  readonly cdk: Cdk;
  readonly accountIn: (region: string) => Account;
  /** Asks for a yes; undefined where nobody can answer. */
  readonly ask: ((question: string) => Promise<boolean>) | undefined;
  readonly say: (text: string) => void;
}

/** What an operator asked for. */
export interface DeployOptions {
  readonly file: string;
  /** Folder for templates and bundles. */
  readonly folder: string;
  /** YYYY-MM-DD. */
  readonly today: string;
  /** Shows what would change, and changes nothing. */
  readonly dryRun: boolean;
  /** Agrees beforehand. */
  readonly yes: boolean;
  /** Only this stack, by its whole name or without the deployment's. */
  readonly stack?: string | undefined;
  readonly concurrency: number;
  /** The region that the environment names. */
  readonly regionOfEnvironment?: string | undefined;
}

/** Check, synth, diff, deploy. Throws an error that says what to do; answers what to do next. */
export async function deploy(tools: DeployTools, options: DeployOptions): Promise<string> {
  const { say } = tools;
  say(`1/4 check ${options.file}`);
  const deployment = checked(tools, options);
  const account = tools.accountIn(deployment.region);
  const deployed = await reachAccount(account, deployment, options);
  say("2/4 synth");
  await tools.cdk.synth(options.file, options.folder);
  const chosen = chooseStacks(options.folder, deployment.name, options.stack);
  if (deployed === undefined)
    return "no AWS credentials, so nothing to compare with: the check and the synth went well";
  say("3/4 diff");
  const changes = await compare(account, deployed, options.folder, chosen);
  for (const { stack, text } of changes) say(text === "" ? `${stack}: no change` : `${stack}\n${text}`);
  const changed = changes.filter(({ text }) => text !== "").map(({ stack }) => stack);
  if (changed.length === 0) return "nothing to deploy: every stack is as its template says";
  if (options.dryRun) return `would deploy ${changed.join(", ")}; nothing was changed`;
  await agree(tools, options, changes);
  say(`4/4 deploy ${changed.join(", ")}`);
  await tools.cdk.deploy(options.folder, changed, options);
  return nextSteps(options.file, deployed, await account.stacks(deployment));
}

function checked({ say }: DeployTools, { file, today, regionOfEnvironment }: DeployOptions): Deployment {
  const { deployment, mistakes, warnings } = checkDeployment(file, today);
  for (const warning of warnings) say(`  warning: ${warning}`);
  if (deployment === undefined || mistakes.length > 0) throw new Error(mistakes.join("\n"));
  if (regionOfEnvironment !== undefined && regionOfEnvironment !== deployment.region)
    throw new Error(
      `AWS_REGION is ${regionOfEnvironment}, ${file} says ${deployment.region}; unset it, or name the file that you meant`,
    );
  return deployment;
}

/** What is deployed so far; undefined for a dry run without credentials. */
async function reachAccount(
  account: Account,
  deployment: Deployment,
  { file, dryRun }: DeployOptions,
): Promise<DeployedStacks | undefined> {
  const { account: expected, region } = deployment;
  try {
    const actual = await account.number();
    if (actual !== expected)
      throw new Error(`the credentials are of account ${actual}, ${file} says ${expected}; use its credentials`);
    const version = await account.bootstrapVersion();
    if (version === undefined || version < NEEDED_BOOTSTRAP_VERSION)
      throw new Error(
        `account ${expected} is not bootstrapped for the CDK in ${region} (got ${version ?? "no"} version, expected ` +
          `${NEEDED_BOOTSTRAP_VERSION} or newer); run npx cdk bootstrap --output cdk.out.bootstrap aws://${expected}/${region}`,
      );
    return await account.stacks(deployment);
  } catch (error) {
    if (dryRun && isWithoutCredentials(error)) return undefined;
    throw explained(error);
  }
}

/** The stacks to deploy, in their order. */
function chooseStacks(folder: string, name: string, only: string | undefined): string[] {
  const { artifacts } = readJson(folder, "manifest.json") as { artifacts: Record<string, unknown> };
  const all = STACKS.map((stack) => `${name}${stack}`).filter((stack) => stack in artifacts);
  const chosen = all.filter((stack) => only === undefined || stack === only || stack === `${name}${only}`);
  if (chosen.length === 0) throw new Error(`--stack: got ${only}, expected one of ${all.join(", ")}`);
  return chosen;
}

function compare(
  account: Account,
  { stacks }: DeployedStacks,
  folder: string,
  chosen: readonly string[],
): Promise<StackChanges[]> {
  // A stack in review was never deployed: it has no template yet.
  const there = [...stacks.values()].filter(({ StackStatus }) => StackStatus !== "REVIEW_IN_PROGRESS");
  const names = new Set(there.map(({ StackName }) => StackName));
  return Promise.all(
    chosen.map(async (stack) => {
      const current = names.has(stack) ? await account.template(stack) : {};
      return compareTemplates(stack, current, readJson(folder, `${stack}.template.json`));
    }),
  );
}

function readJson(folder: string, file: string): Template {
  return JSON.parse(readFileSync(join(folder, file), "utf8")) as Template;
}

/** Goes on when nothing needs a person's word, or when it was given. */
async function agree(
  tools: DeployTools,
  { yes, file }: DeployOptions,
  changes: readonly StackChanges[],
): Promise<void> {
  const reasons = changes.flatMap((change) => change.reasons);
  if (reasons.length === 0 || yes) return;
  tools.say(["these changes need your word:", ...reasons.map((reason) => `  ${reason}`)].join("\n"));
  if (tools.ask === undefined)
    throw new Error(
      `nobody is here to ask, so nothing was deployed; read the diff, then: npm run deploy -- ${file} --yes`,
    );
  if (!(await tools.ask("deploy them?"))) throw new Error("nothing was deployed, as you said");
}

/** The outputs that operators need, and what to do with them. */
function nextSteps(file: string, before: DeployedStacks, { outputs }: DeployedStacks): string {
  const named = [...outputs]
    .filter(([name]) => !/^(Exports|Publish)Output/.test(name))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const width = Math.max(0, ...named.map(([name]) => name.length));
  const isFirst = before.stacks.size === 0;
  return [
    "deployed",
    ...named.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`),
    `next: npm run doctor -- ${file}`,
    isFirst
      ? "      and docs/deploy-guide.md goes on at step 5, publish the practice; nothing is sent before step 8"
      : `      and, when a practice's file changed: npm run practice:publish -- <its file> --deployment ${file}`,
  ].join("\n");
}
