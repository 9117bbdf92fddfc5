import type { PracticeConfig } from "../../shared/contracts/practice.ts";
import type { CampaignDayInput, EnrollmentProgress } from "../../shared/contracts/workflow.ts";
import type { Campaign } from "../../shared/domain/entities/campaign.ts";
import { practiceDate } from "../../shared/domain/practice-hours/staffed-hours.ts";
import { nextOpening } from "../../shared/domain/reactivation/slots.ts";
import { JOB_LEASE_MS } from "../../shared/domain/timing.ts";
import type { EnrollMembersDeps } from "./logic.ts";
import type { Turn } from "./try-turn.ts";

/** Why no further member has a turn in this call, and the place of the last one that had. */
export type Halt = (Exclude<Turn, { is: "taken" }> | { readonly is: "spent" } | { readonly is: "finished" }) & {
  readonly cursor: string | undefined;
};

/** So long before a day opens its execution is started, ms: `start-jobs` looks once a minute, and the first slot is not to be missed. */
const START_AHEAD_MS = 2 * 60_000;

/** Notes on the campaign how far it is and when it must next show life, and answers the state machine. */
export async function conclude(
  { store, clock }: EnrollMembersDeps,
  { practiceId, campaignId }: CampaignDayInput,
  config: PracticeConfig,
  halt: Halt,
): Promise<EnrollmentProgress | "conflict"> {
  const campaign = await store.read("campaign", { practiceId, campaignId });
  // Finished by another execution; or paused or cancelled meanwhile, which has said already when it goes on.
  if (campaign?.status === "done") return { status: "done" };
  if (campaign?.status !== "running") return { status: "stopped" };
  const { change, progress } = concluded(campaign, config, halt, clock.now());
  const { wakeAt: _past, ...rest } = campaign;
  const cursor = laterOf(campaign.cursor, halt.cursor);
  const value: Campaign = {
    ...rest,
    ...(cursor === undefined ? {} : { cursor }),
    ...change,
    version: campaign.version + 1,
  };
  const result = await store.commit({ puts: [{ entity: "campaign", value, expected: campaign.version }], events: [] });
  return result === "conflict" ? result : progress;
}

interface Conclusion {
  readonly change: Pick<Campaign, "wakeAt"> | Pick<Campaign, "status" | "finishedAt">;
  readonly progress: EnrollmentProgress;
}

function concluded({ plan }: Campaign, config: PracticeConfig, halt: Halt, now: number): Conclusion {
  switch (halt.is) {
    case "finished":
      return finished(now);
    case "day_over": {
      const next = nextOpening(config, plan, now);
      return next === undefined
        ? finished(now)
        : { change: { wakeAt: startOf(next, config) }, progress: { status: "done" } };
    }
    case "wait": {
      const until = new Date(halt.until).toISOString();
      return { change: { wakeAt: halt.until + JOB_LEASE_MS }, progress: { status: "wait", until } };
    }
    // One that stopped and runs again goes on.
    case "stopped":
    case "spent":
      return { change: { wakeAt: now + JOB_LEASE_MS }, progress: { status: "more" } };
  }
}

/** All have had their turn, or no day is left for the others. */
function finished(now: number): Conclusion {
  return { change: { status: "done", finishedAt: now }, progress: { status: "done" } };
}

/** A little before the opening, but not on the day before: the execution would be one of that day. */
function startOf(
  { date, opensAt }: { readonly date: string; readonly opensAt: number },
  { zone }: PracticeConfig,
): number {
  const early = opensAt - START_AHEAD_MS;
  return practiceDate(zone, early) === date ? early : opensAt;
}

/** Another execution may be ahead. */
function laterOf(a: string | undefined, b: string | undefined): string | undefined {
  return a === undefined || (b !== undefined && b > a) ? b : a;
}
