import { type App, Tags } from "aws-cdk-lib";
import type { Deployment } from "../deployment/deployment.ts";
import { telephonyOf } from "../deployment/telephony.ts";
import { setDeploymentName } from "./constructs/deployment-name.ts";
import { DataStack } from "./stacks/data-stack.ts";
import { ObservabilityStack } from "./stacks/observability-stack.ts";
import { PipelineStack } from "./stacks/pipeline-stack.ts";
import { TelephonyStack } from "./stacks/telephony-stack.ts";

/** The stacks of one deployment; several can stand beside each other in an account, under names of their own. */
export function addFirstTouch(app: App, deployment: Deployment): { data: DataStack; pipeline: PipelineStack } {
  const { name, account, region } = deployment;
  const env = { account, region };
  setDeploymentName(app, name);
  const data = new DataStack(app, `${name}Data`, {
    env,
    description: "First Touch: tables, keys, the key ring and users",
    terminationProtection: true,
    deployment,
  });
  const pipeline = new PipelineStack(app, `${name}Pipeline`, {
    env,
    description: "First Touch: API, functions, follow-up state machine and events",
    // Deleting it cuts off every run under way; docs/operating.md says what to do first.
    terminationProtection: true,
    data,
    deployment,
  });
  const practices = telephonyOf(deployment);
  if (practices.length > 0)
    new TelephonyStack(app, `${name}Telephony`, {
      env,
      description: "First Touch: numbers, senders and contact flows of the practices",
      // Without it nothing goes out, and what people answer goes nowhere.
      terminationProtection: true,
      deployment,
      practices,
      pipeline: pipeline.toTelephony,
    });
  new ObservabilityStack(app, `${name}Observability`, {
    env,
    description: "First Touch: dashboards and alarms",
    data,
    pipeline,
    deployment,
  });
  for (const [key, value] of Object.entries(deployment.tags)) Tags.of(app).add(key, value);
  return { data, pipeline };
}
