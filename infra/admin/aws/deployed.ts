import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { createDocumentClient } from "../../../shared/adapters/dynamo/client.ts";
import { readPlace } from "../../deployment/read-deployment.ts";
import { UsageError } from "../../local/options.ts";
import { TableOption } from "../command.ts";
import { readStacks } from "./stack-outputs.ts";

/** Which deployment a command works on: by the name of its lead table, or by its deployment file. */
export const DeployedOptions = { table: TableOption.optional(), deployment: z.string().min(1).optional() };

/** How usage lines write `DeployedOptions`. */
export const DEPLOYED_USAGE = "--deployment <deployment file>|--table <LeadTableName>";

/** A deployment as commands reach it. */
export interface Deployed {
  readonly leadTable: string;
  readonly client: DynamoDBDocumentClient;
  /** Where it is; that of the environment when only a table was named. */
  readonly region?: string;
  /** An output of its stacks; throws when they have none of that name. `option` is how an operator can give it by hand. */
  readonly output: (name: string, option: string) => string;
}

/** Finds the deployment that the options name; throws a UsageError when they name none or two. */
export async function findDeployed(options: {
  table?: string | undefined;
  deployment?: string | undefined;
}): Promise<Deployed> {
  const { table, deployment: file } = options;
  if (table !== undefined && file !== undefined) throw new UsageError("expected --deployment or --table, got both");
  if (file !== undefined) return deployedBy(file);
  if (table === undefined)
    throw new UsageError(
      "--table: expected the output LeadTableName of the data stack; or --deployment <deployment file>",
    );
  return {
    leadTable: table,
    client: createDocumentClient({}),
    output: (name, option) => {
      throw new UsageError(
        `${option}: expected the output ${name}; or --deployment <deployment file> in place of --table`,
      );
    },
  };
}

async function deployedBy(file: string): Promise<Deployed> {
  const deployment = readPlace(file);
  const { name: deploymentName, region } = deployment;
  const { outputs } = await readStacks(new CloudFormationClient({ region }), deployment);
  const output = (name: string) => {
    const value = outputs.get(name);
    if (value === undefined)
      throw new Error(
        `the stacks of ${deploymentName} in ${region} have no output ${name}; deploy first: npm run deploy -- ${file}`,
      );
    return value;
  };
  return { leadTable: output("LeadTableName"), client: createDocumentClient({ region }), region, output };
}
