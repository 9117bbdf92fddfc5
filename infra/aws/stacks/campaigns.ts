import type { NodeFunction } from "../constructs/node-function.ts";
import { Workflow } from "../constructs/workflow.ts";
import type { PipelineParts } from "./pipeline-parts.ts";

/** Reactivation campaigns: the functions behind the routes, and the state machine. None of them reaches the vault. */
export function addCampaigns(parts: PipelineParts, followUp: Workflow): { routed: NodeFunction[]; workflow: Workflow } {
  const { leads, vault } = parts.data;

  const listMembers = parts.addFunction("list-members", parts.leadTable);
  leads.grantCommit(listMembers.role);
  leads.grantReadStalledLeads(listMembers.role);
  const enrollMembers = parts.addFunction("enroll-members", parts.leadTable);
  leads.grantCommit(enrollMembers.role);
  leads.grantListMembers(enrollMembers.role);
  followUp.letStart(enrollMembers);
  const workflow = new Workflow(parts.scope, "Reactivation", {
    file: "reactivation",
    variable: "REACTIVATION_STATE_MACHINE_ARN",
    encryptionKey: parts.key,
    tasks: { ListMembersFunctionArn: listMembers, EnrollMembersFunctionArn: enrollMembers },
  });

  const createCampaign = parts.addFunction("create-campaign", parts.leadTable);
  leads.grantCommit(createCampaign.role);
  leads.grantListMembers(createCampaign.role);

  const steerCampaign = parts.addFunction("steer-campaign", parts.leadTable);
  leads.grantCommit(steerCampaign.role);
  leads.grantListMembers(steerCampaign.role);
  workflow.letStart(steerCampaign);

  const dryRunCampaign = parts.addFunction("dry-run-campaign", parts.leadTable);
  leads.grantRead(dryRunCampaign.role);
  leads.grantReadStalledLeads(dryRunCampaign.role);
  // It also says why those are left out.
  leads.grantReadDormantLeads(dryRunCampaign.role);

  const readCampaign = parts.addFunction("read-campaign", parts.leadTable);
  leads.grantRead(readCampaign.role);
  leads.grantListCampaigns(readCampaign.role);
  leads.grantListMembers(readCampaign.role);

  const recordInterest = parts.addFunction("record-interest", { ...parts.leadTable, ...parts.keyRing });
  leads.grantCommit(recordInterest.role);
  // To check the links by which people say that they are interested.
  vault.grantRecognisePeople(recordInterest.role);
  followUp.letStart(recordInterest);

  return { routed: [createCampaign, steerCampaign, dryRunCampaign, readCampaign, recordInterest], workflow };
}
