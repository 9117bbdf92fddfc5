import type * as apigateway from "aws-cdk-lib/aws-apigateway";
import type * as dynamodb from "aws-cdk-lib/aws-dynamodb";
import type { IConstruct } from "constructs";
import { DeadLetterQueue } from "../constructs/dead-letter-queue.ts";
import { LeadApi } from "../constructs/lead-api.ts";
import { NodeFunction } from "../constructs/node-function.ts";
import { WebFirewall } from "../constructs/web-firewall.ts";
import { Workflow } from "../constructs/workflow.ts";
import type { DataStack } from "../stacks/data-stack.ts";
import type { PipelineStack } from "../stacks/pipeline-stack.ts";

/** A queue of what failed, and what it is called in dashboards and alarms. */
export interface MonitoredQueue {
  /** Its place in the pipeline, like `EventsToRecordMetricsFailures`. */
  readonly name: string;
  readonly queue: DeadLetterQueue["queue"];
}

/** What there is to watch, found in the stacks themselves: a function or queue that is added is watched without being listed again. */
export interface Monitored {
  readonly functions: readonly NodeFunction[];
  readonly workflows: readonly Workflow[];
  readonly queues: readonly MonitoredQueue[];
  readonly api: apigateway.Stage;
  readonly firewall: WebFirewall;
  readonly tables: readonly { readonly name: string; readonly table: dynamodb.ITable }[];
}

/** Finds what the stacks of a deployment consist of. */
export function findMonitored(data: DataStack, pipeline: PipelineStack): Monitored {
  const found = pipeline.node.findAll();
  const [api] = found.filter(isA(LeadApi));
  const [firewall] = found.filter(isA(WebFirewall));
  if (api === undefined || firewall === undefined)
    throw new Error("the pipeline stack has no API behind a firewall; expected one to watch");
  return {
    functions: found.filter(isA(NodeFunction)),
    workflows: found.filter(isA(Workflow)),
    queues: found
      .filter(isA(DeadLetterQueue))
      .map((construct) => ({ name: nameOf(construct), queue: construct.queue })),
    api: api.api.deploymentStage,
    firewall,
    tables: [
      { name: "lead table", table: data.leads.table },
      { name: "contact table", table: data.vault.table },
    ],
  };
}

function isA<T>(type: abstract new (...args: never[]) => T): (construct: unknown) => construct is T {
  return (construct): construct is T => construct instanceof type;
}

/** The path within its stack as one word. */
function nameOf(construct: IConstruct): string {
  return construct.node.path.split("/").slice(1).join("");
}
