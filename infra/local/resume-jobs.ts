import { createDynamoStore } from "../../shared/adapters/dynamo/store.ts";
import { CampaignDayInputSchema, ImportInputSchema } from "../../shared/contracts/workflow.ts";
import { campaignDayNameOf, importNameOf } from "../../shared/domain/ids.ts";
import type { Job } from "../../shared/ports/store.ts";
import { LOCAL_NAMES } from "./environment.ts";
import type { Machines } from "./state-machine/machines.ts";

/** Every moment by which a job may have to show life is before this. */
const END_OF_TIME = Date.parse("9999-01-01T00:00:00Z");
const MAX_JOBS = 10_000;

type Start = Parameters<Machines["start"]>;

/**
 * Gives every import and campaign that is under way its last execution again. Step Functions keeps executions for as long as they take; the
 * embedded one loses them with the process. One that had ended finds nothing to do.
 */
export async function resumeJobs(machines: Machines): Promise<void> {
  const store = createDynamoStore({ leadTable: LOCAL_NAMES.leadTable });

  async function lastStart(job: Job): Promise<Start | undefined> {
    if (job.kind === "campaign") {
      const { practiceId, campaignId } = job;
      const day = (await store.campaignDays(practiceId, campaignId)).at(-1);
      if (day === undefined) return undefined;
      const { date, starts } = day;
      const input = CampaignDayInputSchema.parse({ version: 1, practiceId, campaignId, date });
      return ["reactivation", campaignDayNameOf(practiceId, campaignId, date, starts), input];
    }
    const { practiceId, importId } = job;
    const stored = await store.read("importJob", { practiceId, importId });
    if (stored === undefined || stored.starts === 0) return undefined;
    const input = ImportInputSchema.parse({ version: 1, practiceId, importId });
    return ["lead-import", importNameOf(importId, stored.starts), input];
  }

  for (const job of await store.dueJobs(END_OF_TIME, MAX_JOBS)) {
    const start = await lastStart(job);
    if (start !== undefined) machines.start(...start);
  }
}
