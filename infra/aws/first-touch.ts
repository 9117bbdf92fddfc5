import type { App } from "aws-cdk-lib";
import { DataStack } from "./stacks/data-stack.ts";
import { PipelineStack } from "./stacks/pipeline-stack.ts";

/** Both stacks of one deployment. `-c deployment=Staging` puts a second one beside it in the same account. */
export function addFirstTouch(app: App): { data: DataStack; pipeline: PipelineStack } {
  const name = String(app.node.tryGetContext("deployment") ?? "FirstTouch");
  const data = new DataStack(app, `${name}Data`, {
    description: "First Touch: tables, keys and the key ring",
    terminationProtection: true,
  });
  const pipeline = new PipelineStack(app, `${name}Pipeline`, {
    description: "First Touch: API, functions, follow-up state machine and events",
    // Deleting it cuts off every run under way; docs/deploy-notes.md says what to do first.
    terminationProtection: true,
    data,
  });
  return { data, pipeline };
}
