import type { Deployment } from "../../deployment/deployment.ts";
import type { NodeFunction } from "../constructs/node-function.ts";
import type { Workflow } from "../constructs/workflow.ts";
import type { PipelineParts } from "./pipeline-parts.ts";

/** The functions behind the routes of single leads: post, read, enroll, act on, unsubscribe. */
export function addIntake(
  parts: PipelineParts,
  followUp: Workflow,
  mystery: Deployment["mysteryShopper"],
): NodeFunction[] {
  const { leads, vault } = parts.data;
  const receiveLead = parts.addFunction("receive-lead", {
    ...parts.bothTables,
    ...parts.keyRing,
    ...parts.browserOrigins,
    MYSTERY_NUMBERS: mystery.numbers.join(","),
  });
  leads.grantCommit(receiveLead.role);
  vault.grantTalkToPeople(receiveLead.role);
  vault.grantRecognisePeople(receiveLead.role);
  followUp.letStart(receiveLead);
  leads.grantCountKeyUse(receiveLead.role);
  const listIntakeKeys = parts.addFunction("list-intake-keys", parts.leadTable);
  leads.grantListKeys(listIntakeKeys.role);
  const readLead = parts.addFunction("read-lead", parts.leadTable);
  leads.grantReadTimelines(readLead.role);
  const enrollLead = parts.addFunction("enroll-lead", parts.leadTable);
  leads.grantCommit(enrollLead.role);
  followUp.letStart(enrollLead);
  const actOnLead = parts.addFunction("act-on-lead", { ...parts.bothTables, ...parts.keyRing });
  leads.grantCommit(actOnLead.role);
  leads.grantReadTimelines(actOnLead.role);
  vault.grantReadContacts(actOnLead.role);
  vault.grantRecognisePeople(actOnLead.role);
  followUp.letStart(actOnLead);
  const unsubscribe = parts.addFunction("unsubscribe", { ...parts.leadTable, ...parts.keyRing });
  leads.grantCommit(unsubscribe.role);
  vault.grantRecognisePeople(unsubscribe.role);
  return [receiveLead, listIntakeKeys, readLead, enrollLead, unsubscribe, actOnLead];
}
