import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { EXAMPLE_DEPLOYMENT, readDeployment } from "../../infra/deployment/read-deployment.ts";
import { shiftedNode } from "./clock.ts";
import { ROOT, run } from "./run.ts";

const { account, region, name } = readDeployment(EXAMPLE_DEPLOYMENT);

/** The account that the example is deployed into. */
export const ACCOUNT = account;
const STACKS = { data: `${name}Data`, pipeline: `${name}Pipeline` } as const;

/** What the stacks answered, by name. */
export type Outputs = Readonly<Record<keyof typeof STACKS, Readonly<Record<string, string>>>>;

/** Where the emulator is, and who is its root: MiniStack takes an access key of twelve digits for the account's own. */
export interface CloudOptions {
  readonly url: string;
  /** Takes what is synthesized, and the caches of command lines. */
  readonly folder: string;
  readonly clockFile: string;
}

/** The configuration of a client of the AWS SDK that reaches the emulator as root. */
export function clientConfig(url: string) {
  return { endpoint: url, region, credentials: { accessKeyId: account, secretAccessKey: "test" } };
}

/** The account of the emulator, as an operator of the product works on it: by command lines. */
export class Cloud {
  readonly #env: NodeJS.ProcessEnv;
  readonly #folder: string;

  constructor({ url, folder, clockFile }: CloudOptions) {
    this.#folder = folder;
    this.#env = {
      ...shiftedNode(clockFile),
      PATH: process.env.PATH,
      // Whoever runs this may have profiles and caches of real accounts.
      HOME: folder,
      CDK_HOME: join(folder, "cdk"),
      TMPDIR: folder,
      AWS_ACCESS_KEY_ID: account,
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_REGION: region,
      AWS_ENDPOINT_URL: url,
      AWS_EC2_METADATA_DISABLED: "true",
      CDK_DISABLE_CLI_TELEMETRY: "true",
      CI: "true",
    };
  }

  /** Synthesizes a release; answers the folder of its templates and bundles. */
  async synthesize(release: number): Promise<string> {
    const output = join(this.#folder, `release-${release}`);
    mkdirSync(output);
    const { context } = JSON.parse(readFileSync(join(ROOT, "cdk.json"), "utf8")) as { context: object };
    const env = { CDK_OUTDIR: output, CDK_CONTEXT_JSON: JSON.stringify(context), EMULATOR_RELEASE: String(release) };
    await run(process.execPath, [join(ROOT, "tests/emulator/app.ts")], { env: { ...this.#env, ...env } });
    return output;
  }

  /** Makes the account ready for `cdk deploy`. */
  async bootstrap(): Promise<void> {
    await this.#cdk(["bootstrap", `aws://${account}/${region}`]);
  }

  /** Deploys the data and the pipeline stack of a release. */
  async deploy(release: string): Promise<Outputs> {
    const file = join(this.#folder, "outputs.json");
    // Directly: change sets only cost time here.
    const how = ["--require-approval", "never", "--method", "direct", "--progress", "events", "--outputs-file", file];
    const said = await this.#cdk(["deploy", ...Object.values(STACKS), "--app", release, ...how]);
    if (said.includes(`${STACKS.pipeline} (no changes)`))
      throw new Error("the release changed nothing of the pipeline");
    const outputs = JSON.parse(readFileSync(file, "utf8")) as Record<string, Record<string, string>>;
    return { data: outputs[STACKS.data] ?? {}, pipeline: outputs[STACKS.pipeline] ?? {} };
  }

  /** Runs one of the product's own commands. */
  command(script: string, ...args: string[]): Promise<string> {
    return run("npm", ["run", "--silent", script, "--", ...args], { env: this.#env });
  }

  #cdk(args: readonly string[]): Promise<string> {
    // Away from cdk.json: the app that is named there would be synthesized once more.
    return run(join(ROOT, "node_modules/.bin/cdk"), [...args, "--no-notices"], { env: this.#env, cwd: this.#folder });
  }
}
