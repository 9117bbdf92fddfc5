import { grantProvider } from "../constructs/provider-grants.ts";
import type { Workflow } from "../constructs/workflow.ts";
import type { PipelineParts } from "./pipeline-parts.ts";

/** What goes on with imports and campaigns that fell silent, and begins the day of each campaign. */
export function addStartJobs(parts: PipelineParts, workflows: readonly Workflow[]): void {
  const { leads } = parts.data;
  const startJobs = parts.addFunction("start-jobs", parts.leadTable);
  leads.grantCommit(startJobs.role);
  leads.grantReadJobQueue(startJobs.role);
  for (const workflow of workflows) workflow.letStart(startJobs);
  parts.callEachMinute("EveryMinuteForJobs", startJobs, "starts imports and campaigns that must show life");
}

/** What gives waiting leads to whoever comes on duty, and sends the digests of the day. It talks to staff and knows no lead by name. */
export function addTendDesk(parts: PipelineParts): void {
  const { leads } = parts.data;
  const tendDesk = parts.addFunction("tend-desk", parts.leadTable);
  leads.grantCommit(tendDesk.role);
  leads.grantReadDeskQueue(tendDesk.role);
  leads.grantReadWorkQueue(tendDesk.role);
  leads.grantReadFacts(tendDesk.role);
  grantProvider(tendDesk.role, "sms");
  grantProvider(tendDesk.role, "email");
  parts.callEachMinute("EveryMinuteForDesks", tendDesk, "hands out what waits, and sends digests");
}
