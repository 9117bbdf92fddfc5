import type { Campaign, CampaignDay } from "../domain/entities/campaign.ts";
import { FirstTouchError } from "../domain/errors.ts";
import { campaignDayNameOf } from "../domain/ids.ts";
import { practiceDate } from "../domain/practice-hours/staffed-hours.ts";
import { JOB_LEASE_MS } from "../domain/timing.ts";
import type { Logger, Workflows } from "../ports/index.ts";
import type { Store } from "../ports/store.ts";

/** What starting a campaign's day needs. */
export interface StartDayDeps {
  readonly store: Pick<Store<"campaign" | "campaignDay">, "read" | "commit">;
  readonly workflows: Pick<Workflows, "startCampaignDay">;
  readonly logger: Logger;
}

/** A day of a campaign before anything happened on it. */
export function emptyDay({ practiceId, campaignId }: Campaign, date: string): Omit<CampaignDay, "version"> {
  return { practiceId, campaignId, date, starts: 0, enrolled: 0, heldOut: 0, excluded: {}, nextSlot: 0 };
}

/**
 * Starts an execution of the campaign's day that it is now in the practice's zone. `campaign` is as it was read: `conflict` when it, or its
 * day, changed since. A start that fails is logged and no more: once the campaign's lease is over, `start-jobs` makes the next.
 */
export async function startCampaignDay(
  { store, workflows, logger }: StartDayDeps,
  campaign: Campaign,
  zone: string,
  now: number,
): Promise<"started" | "exists" | "conflict" | "failed"> {
  const { practiceId, campaignId } = campaign;
  const date = practiceDate(zone, now);
  const stored = await store.read("campaignDay", { practiceId, campaignId, date });
  const day = { ...(stored ?? emptyDay(campaign, date)), version: (stored?.version ?? 0) + 1 };
  const starts = day.starts + 1;
  const result = await store.commit({
    puts: [
      {
        entity: "campaign",
        value: { ...campaign, version: campaign.version + 1, wakeAt: now + JOB_LEASE_MS },
        expected: campaign.version,
      },
      { entity: "campaignDay", value: { ...day, starts }, expected: stored?.version ?? "absent" },
    ],
    events: [],
  });
  if (result === "conflict") return "conflict";
  try {
    const name = campaignDayNameOf(practiceId, campaignId, date, starts);
    return await workflows.startCampaignDay(name, { version: 1, practiceId, campaignId, date });
  } catch (error) {
    const code = error instanceof FirstTouchError ? error.code : "unknown";
    logger.error("the day of a campaign could not be started", { practiceId, code });
    return "failed";
  }
}
