import { CloudFormationClient, DescribeStacksCommand, GetTemplateCommand } from "@aws-sdk/client-cloudformation";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { type DeployedStacks, type Place, readStacks } from "./stack-outputs.ts";

/** What the deploy command asks of an account. */
export interface Account {
  /** The number of the account that the credentials are of. */
  readonly number: () => Promise<string>;
  /** What is deployed of a deployment. */
  readonly stacks: (place: Place) => Promise<DeployedStacks>;
  /** The version of the CDK's bootstrap stack; undefined when there is none. */
  readonly bootstrapVersion: () => Promise<number | undefined>;
  /** The template of a stack, as it was deployed. */
  readonly template: (stack: string) => Promise<Readonly<Record<string, unknown>>>;
}

/** The stack of `cdk bootstrap`. */
const BOOTSTRAP_STACK = "CDKToolkit";
/** The one of `cdk bootstrap` that templates of this CDK ask for. */
export const NEEDED_BOOTSTRAP_VERSION = 6;

/** The account that the credentials of the environment are of, in a region. */
export function accountIn(region: string): Account {
  const sts = new STSClient({ region });
  const cloudFormation = new CloudFormationClient({ region });
  return {
    number: async () => (await sts.send(new GetCallerIdentityCommand({}))).Account ?? "",
    stacks: (place) => readStacks(cloudFormation, place),
    bootstrapVersion: () => readBootstrapVersion(cloudFormation),
    template: async (stack) => {
      const { TemplateBody = "{}" } = await cloudFormation.send(new GetTemplateCommand({ StackName: stack }));
      return JSON.parse(TemplateBody) as Readonly<Record<string, unknown>>;
    },
  };
}

/** Reads which version of the bootstrap stack there is. */
export async function readBootstrapVersion(client: CloudFormationClient): Promise<number | undefined> {
  try {
    const { Stacks: [stack] = [] } = await client.send(new DescribeStacksCommand({ StackName: BOOTSTRAP_STACK }));
    return Number(stack?.Outputs?.find(({ OutputKey }) => OutputKey === "BootstrapVersion")?.OutputValue);
  } catch (error) {
    // CloudFormation has no error of its own for a stack that is not there.
    if (error instanceof Error && error.name === "ValidationError") return undefined;
    throw error;
  }
}
