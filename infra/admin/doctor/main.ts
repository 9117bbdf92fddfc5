import * as z from "zod";
import { readDeployment } from "../../deployment/read-deployment.ts";
import { explained, isWithoutCredentials } from "../aws/explain-error.ts";
import { type DeployedStacks, readStacks } from "../aws/stack-outputs.ts";
import { runCommand } from "../command.ts";
import { runChecks } from "./check.ts";
import { CHECKS } from "./checks/index.ts";
import { type Clients, createClients } from "./clients.ts";
import { reportOf } from "./report.ts";

/** `npm run doctor`: what an account needs for a deployment, and how to mend what it lacks; exits 1 when something fails. */
await runCommand({
  usage: "npm run doctor -- <deployment file> [--json]",
  schema: z.object({
    argument: z.string("expected a deployment file, like examples/deployments/bright-smile.json"),
    json: z.boolean().default(false),
  }),
  run: async ({ argument, json }) => {
    const deployment = readDeployment(argument);
    const clients = createClients(deployment.region);
    const deployed = await whatIsDeployed(clients, deployment);
    const today = new Date().toISOString().slice(0, 10);
    const results = await runChecks(CHECKS, { deployment, clients, deployed, today });
    if (results.some(({ status }) => status === "fail")) process.exitCode = 1;
    return json ? JSON.stringify(results, null, 2) : reportOf(results, { colours: process.stdout.isTTY });
  },
});

/** Nothing, where it cannot be read: the check of the stacks says so. Without any credentials there is nothing to look at. */
async function whatIsDeployed(clients: Clients, deployment: Parameters<typeof readStacks>[1]): Promise<DeployedStacks> {
  try {
    return await readStacks(clients.cloudFormation, deployment);
  } catch (error) {
    if (isWithoutCredentials(error)) throw explained(error);
    return { stacks: new Map(), outputs: new Map() };
  }
}
