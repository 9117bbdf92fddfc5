import type { NodeFunction } from "../constructs/node-function.ts";
import type { Workflow } from "../constructs/workflow.ts";
import type { PipelineParts } from "./pipeline-parts.ts";

/** The functions behind the routes by which people, call centers and booking systems say what came of leads. */
export function addLifecycle(parts: PipelineParts, followUp: Workflow): NodeFunction[] {
  const { leads, vault } = parts.data;
  const listLeads = parts.addFunction("list-leads", parts.leadTable);
  leads.grantRead(listLeads.role);
  leads.grantReadWorkQueue(listLeads.role);
  const recordCall = parts.addFunction("record-call", parts.leadTable);
  leads.grantCommit(recordCall.role);
  // Whether the same call was recorded before.
  leads.grantReadTimelines(recordCall.role);
  const claimLead = parts.addFunction("claim-lead", parts.leadTable);
  leads.grantCommit(claimLead.role);
  const recordDisposition = parts.addFunction("record-disposition", parts.leadTable);
  leads.grantCommit(recordDisposition.role);
  followUp.letStart(recordDisposition);
  const recordBookings = parts.addFunction("record-bookings", {
    ...parts.leadTable,
    ...parts.keyRing,
    ...parts.browserOrigins,
  });
  leads.grantCommit(recordBookings.role);
  vault.grantRecognisePeople(recordBookings.role);
  followUp.letStart(recordBookings);
  leads.grantCountKeyUse(recordBookings.role);
  return [listLeads, recordCall, claimLead, recordDisposition, recordBookings];
}
