import type { NodeFunction } from "../constructs/node-function.ts";
import { grantProvider } from "../constructs/provider-grants.ts";
import { Workflow } from "../constructs/workflow.ts";
import type { FunctionName } from "./function-sizes.ts";
import type { PipelineParts } from "./pipeline-parts.ts";

/** Runs: the state machine that follows up, its functions, and what revives runs that are late. */
export function addFollowUp(parts: PipelineParts): { workflow: Workflow; linking: readonly NodeFunction[] } {
  const { leads, vault } = parts.data;
  const sendSms = addSender(parts, "send-sms", "sms");
  leads.grantPace(sendSms.role);
  grantProvider(sendSms.role, "lookup");
  const sendEmail = addSender(parts, "send-email", "email", parts.keyRing);
  // To sign the links by which people unsubscribe or say that they are interested.
  vault.grantRecognisePeople(sendEmail.role);
  const placeCall = addSender(parts, "place-call", "call");
  const alertStaff = parts.addFunction("alert-staff", { ...parts.leadTable, ...parts.keyRing });
  leads.grantCommit(alertStaff.role);
  // To sign the links by which staff open a lead's page.
  vault.grantRecognisePeople(alertStaff.role);
  grantProvider(alertStaff.role, "sms");
  grantProvider(alertStaff.role, "email");
  const planNextAction = parts.addFunction("plan-next-action", parts.leadTable);
  leads.grantCommit(planNextAction.role);
  const workflow = new Workflow(parts.scope, "FollowUp", {
    file: "follow-up",
    variable: "FOLLOW_UP_STATE_MACHINE_ARN",
    encryptionKey: parts.key,
    tasks: {
      SendSmsFunctionArn: sendSms,
      SendEmailFunctionArn: sendEmail,
      PlaceCallFunctionArn: placeCall,
      AlertStaffFunctionArn: alertStaff,
      PlanNextActionFunctionArn: planNextAction,
    },
  });
  workflow.letStart(planNextAction);

  const reviveRuns = parts.addFunction("revive-runs", parts.leadTable);
  leads.grantCommit(reviveRuns.role);
  leads.grantReadRunQueues(reviveRuns.role);
  workflow.letStart(reviveRuns);
  parts.callEachMinute("EveryMinute", reviveRuns, "revives runs that are late");
  return { workflow, linking: [sendEmail, alertStaff] };
}

/** A function that talks to a person on one channel. */
function addSender(
  parts: PipelineParts,
  name: FunctionName,
  channel: Parameters<typeof grantProvider>[1],
  environment: Readonly<Record<string, string>> = {},
): NodeFunction {
  const sender = parts.addFunction(name, { ...parts.bothTables, ...environment });
  parts.data.leads.grantCommit(sender.role);
  parts.data.vault.grantTalkToPeople(sender.role);
  grantProvider(sender.role, channel);
  return sender;
}
