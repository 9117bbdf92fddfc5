import { type CloudFormationClient, paginateDescribeStacks, type Stack } from "@aws-sdk/client-cloudformation";
import type { Deployment } from "../../deployment/deployment.ts";

/** What is deployed of a deployment: its stacks by their name without the deployment's, `Data` or `Pipeline`, and all their outputs. */
export interface DeployedStacks {
  readonly stacks: ReadonlyMap<string, Stack>;
  readonly outputs: ReadonlyMap<string, string>;
}

/** The part of a deployment file that says where its stacks are. */
export type Place = Pick<Deployment, "name" | "account" | "region">;

/** The last words of the stacks' names, in the order in which they are deployed. */
export const STACKS = ["Data", "Pipeline", "Telephony", "Observability"] as const;

/** Reads the stacks of a deployment from CloudFormation; throws when they are in another account than the file says. */
export async function readStacks(client: CloudFormationClient, place: Place): Promise<DeployedStacks> {
  const stacks = new Map<string, Stack>();
  const outputs = new Map<string, string>();
  const names = new Map<string, string>(STACKS.map((stack) => [`${place.name}${stack}`, stack]));
  for await (const page of paginateDescribeStacks({ client }, {})) {
    for (const stack of page.Stacks ?? []) {
      const name = names.get(stack.StackName ?? "");
      if (name === undefined) continue;
      refuseOtherAccount(stack, place);
      stacks.set(name, stack);
      for (const { OutputKey = "", OutputValue = "" } of stack.Outputs ?? []) outputs.set(OutputKey, OutputValue);
    }
  }
  return { stacks, outputs };
}

/** `arn:aws:cloudformation:<region>:<account>:stack/…` */
function refuseOtherAccount({ StackId = "" }: Stack, { account }: Place): void {
  const actual = StackId.split(":")[4];
  if (actual !== account)
    throw new Error(
      `the credentials are of account ${actual}, the deployment file says ${account}; use its credentials`,
    );
}
