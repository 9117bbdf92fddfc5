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
