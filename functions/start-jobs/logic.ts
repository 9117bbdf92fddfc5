import type { Campaign } from "../../shared/domain/entities/campaign.ts";
import type { ImportJob } from "../../shared/domain/entities/import.ts";
import { FirstTouchError } from "../../shared/domain/errors.ts";
import { importNameOf } from "../../shared/domain/ids.ts";
import { JOB_LEASE_MS } from "../../shared/domain/timing.ts";
import type { Clock, Logger, PracticeConfigs, Workflows } from "../../shared/ports/index.ts";
import type { CampaignQueries, Job, OperationalName, Store } from "../../shared/ports/store.ts";
import { startCampaignDay } from "../../shared/runs/start-campaign-day.ts";

/** What starting jobs needs; the store is narrowed to the operational table. */
export interface StartJobsDeps {
  readonly store: Store<OperationalName> & Pick<CampaignQueries, "dueJobs">;
  readonly configs: PracticeConfigs;
  readonly workflows: Workflows;
  readonly clock: Clock;
  readonly logger: Logger;
}

type Of<K extends Job["kind"]> = Extract<Job, { kind: K }>;

/** Jobs started in one pass; more wait for the next minute, so that a morning of many campaigns stays below StartExecution's rate. */
const MAX_PER_PASS = 200;
const CONCURRENCY = 10;
const WORKED_CAMPAIGN: readonly Campaign["status"][] = ["preparing", "running"];
const WORKED_IMPORT: readonly ImportJob["status"][] = ["reading", "importing"];

/** Starts an execution for every campaign whose day has come, and for every campaign and import that fell silent. */
export async function startJobs(deps: StartJobsDeps): Promise<{ due: number; started: number }> {
  const due = await deps.store.dueJobs(deps.clock.now(), MAX_PER_PASS);
  let started = 0;
  for (let start = 0; start < due.length; start += CONCURRENCY) {
    const page = due.slice(start, start + CONCURRENCY);
    const results = await Promise.all(page.map((job) => startJob(deps, job)));
    started += results.filter(Boolean).length;
  }
  return { due: due.length, started };
}

/** One job that cannot be started must not keep the others from it; it is tried again when its lease is over. */
async function startJob(deps: StartJobsDeps, job: Job): Promise<boolean> {
  try {
    return await (job.kind === "campaign" ? startDay(deps, job) : startImport(deps, job));
  } catch (error) {
    const code = error instanceof FirstTouchError ? error.code : "unexpected";
    deps.logger.error("a job could not be started", { practiceId: job.practiceId, code });
    return false;
  }
}

async function startDay(deps: StartJobsDeps, { practiceId, campaignId }: Of<"campaign">): Promise<boolean> {
  const campaign = await deps.store.read("campaign", { practiceId, campaignId });
  const now = deps.clock.now();
  // The index may lag behind: decide by what is stored.
  if (campaign === undefined || !WORKED_CAMPAIGN.includes(campaign.status) || !isDue(campaign, now)) return false;
  const { zone } = await deps.configs.version(practiceId, campaign.configVersion);
  // A conflict means that something happened to the campaign just now: it is not silent.
  return (await startCampaignDay(deps, campaign, zone, now)) === "started";
}

async function startImport(deps: StartJobsDeps, { practiceId, importId }: Of<"import">): Promise<boolean> {
  const job = await deps.store.read("importJob", { practiceId, importId });
  const now = deps.clock.now();
  if (job === undefined || !WORKED_IMPORT.includes(job.status) || !isDue(job, now)) return false;
  const starts = job.starts + 1;
  const value = { ...job, version: job.version + 1, starts, wakeAt: now + JOB_LEASE_MS };
  const puts = [{ entity: "importJob", value, expected: job.version } as const];
  if ((await deps.store.commit({ puts, events: [] })) === "conflict") return false;
  const name = importNameOf(importId, starts);
  return (await deps.workflows.startImport(name, { version: 1, practiceId, importId })) === "started";
}

const isDue = ({ wakeAt }: Campaign | ImportJob, now: number) => wakeAt !== undefined && wakeAt < now;
