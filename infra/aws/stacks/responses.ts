import type { EventFlow } from "../constructs/event-flow.ts";
import type { NodeFunction } from "../constructs/node-function.ts";
import { grantProvider } from "../constructs/provider-grants.ts";
import { ProviderTopic } from "../constructs/provider-topic.ts";
import type { Workflow } from "../constructs/workflow.ts";
import type { PipelineParts } from "./pipeline-parts.ts";

/** Text messages that people send us. */
export function addReplies(parts: PipelineParts, followUp: Workflow): ProviderTopic {
  const { leads, vault } = parts.data;
  const receiveSms = parts.addFunction("receive-sms", { ...parts.bothTables, ...parts.keyRing });
  leads.grantCommit(receiveSms.role);
  vault.grantTalkToPeople(receiveSms.role);
  vault.grantRecognisePeople(receiveSms.role);
  grantProvider(receiveSms.role, "sms");
  grantProvider(receiveSms.role, "optOuts");
  followUp.letStart(receiveSms);
  const inbound = new ProviderTopic(parts.scope, "InboundSms", { description: "First Touch: text messages in", vault });
  inbound.deliverTo(receiveSms);
  return inbound;
}

/** Somebody on the phone pressed 9: a contact flow of the telephony stack calls this. */
export function addCallOptOuts(parts: PipelineParts): NodeFunction {
  const { leads, vault } = parts.data;
  const recordCallOptOut = parts.addFunction("record-call-opt-out", { ...parts.bothTables, ...parts.keyRing });
  leads.grantCommit(recordCallOptOut.role);
  vault.grantTalkToPeople(recordCallOptOut.role);
  vault.grantRecognisePeople(recordCallOptOut.role);
  grantProvider(recordCallOptOut.role, "optOuts");
  return recordCallOptOut;
}

/** What providers report of messages and calls: SMS by the topic of its configuration set, everything else on the default bus. */
export function addReports(parts: PipelineParts, followUp: Workflow, flow: EventFlow): ProviderTopic {
  const { leads, vault } = parts.data;
  const recordDelivery = parts.addFunction("record-delivery", parts.leadTable);
  leads.grantCommit(recordDelivery.role);
  followUp.letStart(recordDelivery);
  const description = "First Touch: what became of texts";
  const reports = new ProviderTopic(parts.scope, "SmsEvents", { description, vault });
  reports.deliverTo(recordDelivery);
  flow.consumeReportsWith("ToRecordDelivery", recordDelivery, reports.failures);
  return reports;
}
