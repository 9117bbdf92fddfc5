import { EVENT_CONSUMERS } from "../../../shared/contracts/event-consumers.ts";
import { EventFlow } from "../constructs/event-flow.ts";
import type { NodeFunction } from "../constructs/node-function.ts";
import { ReplayedEvents } from "../constructs/replayed-events.ts";
import { constructId, type PipelineParts } from "./pipeline-parts.ts";

/** Events of leads: the function that publishes them, the bus, and the functions that hear of them. */
export function addEvents(parts: PipelineParts): EventFlow {
  const { leads, vault } = parts.data;
  const flow = new EventFlow(parts.scope, "Events", { leads, vault });
  new ReplayedEvents(parts.scope, "ReplayedEvents", { bus: flow.bus, archive: flow.archive, logKey: parts.key });
  flow.publishWith(parts.addFunction("publish-events", { EVENT_BUS_NAME: flow.bus.eventBusName }));
  const recordMetrics = parts.addFunction("record-metrics", parts.leadTable);
  leads.grantReadConfigurations(recordMetrics.role);
  const updateMembers = parts.addFunction("update-members", parts.leadTable);
  leads.grantCommit(updateMembers.role);
  const updateReports = parts.addFunction("update-reports", parts.leadTable);
  leads.grantRead(updateReports.role);
  leads.grantRecordFacts(updateReports.role);
  const assignLeads = parts.addFunction("assign-leads", parts.leadTable);
  leads.grantCommit(assignLeads.role);

  const consumers = new Map(
    [recordMetrics, updateMembers, updateReports, assignLeads].map((fn): [string, NodeFunction] => [fn.name, fn]),
  );
  for (const { functionName, types } of EVENT_CONSUMERS) {
    const consumer = consumers.get(functionName);
    if (!consumer) throw new Error(`events are for the function ${functionName}, which the stack lacks; add it`);
    flow.consumeWith(`To${constructId(functionName)}`, consumer, types);
  }
  return flow;
}
