import type { App } from "aws-cdk-lib";
import { monitoredPractices } from "./observability/practices.ts";
import { DataStack } from "./stacks/data-stack.ts";
import { mysteryShopping } from "./stacks/mystery-shopping.ts";
import { ObservabilityStack } from "./stacks/observability-stack.ts";
import { PipelineStack } from "./stacks/pipeline-stack.ts";

/** Where the runbook is, seen from the repository; `-c runbookUrl=https://…/docs/runbook.md` says where people can open it. */
const RUNBOOK = "docs/runbook.md";

/** The stacks of one deployment. `-c deployment=Staging` puts a second one beside it in the same account. */
export function addFirstTouch(app: App): { data: DataStack; pipeline: PipelineStack } {
  const name = String(app.node.tryGetContext("deployment") ?? "FirstTouch");
  const mystery = mysteryShopping(app.node);
  const data = new DataStack(app, `${name}Data`, {
    description: "First Touch: tables, keys and the key ring",
    terminationProtection: true,
  });
  const pipeline = new PipelineStack(app, `${name}Pipeline`, {
    description: "First Touch: API, functions, follow-up state machine and events",
    // Deleting it cuts off every run under way; docs/deploy-notes.md says what to do first.
    terminationProtection: true,
    data,
    mystery,
  });
  const alarmEmail = app.node.tryGetContext("alarmEmail") as string | undefined;
  new ObservabilityStack(app, `${name}Observability`, {
    description: "First Touch: dashboards and alarms",
    deployment: name,
    data,
    pipeline,
    practices: monitoredPractices(app),
    mystery,
    runbookUrl: String(app.node.tryGetContext("runbookUrl") ?? RUNBOOK),
    ...(alarmEmail === undefined ? {} : { alarmEmail }),
  });
  return { data, pipeline };
}
