import { cadenceOf } from "../../shared/contracts/practice.ts";
import type { CampaignDayInput, ListingProgress } from "../../shared/contracts/workflow.ts";
import type { Campaign } from "../../shared/domain/entities/campaign.ts";
import { JOB_LEASE_MS } from "../../shared/domain/timing.ts";
import type { Clock, PracticeConfigs } from "../../shared/ports/index.ts";
import type { CampaignQueries, OperationalName, Store } from "../../shared/ports/store.ts";
import { untilCommitted } from "../../shared/ports/until-committed.ts";
import { judgePage, type Recruitment } from "./judge-page.ts";
import { type Listing, withPage } from "./listing.ts";

/** What listing needs; the store is narrowed to the operational table. */
export interface ListMembersDeps {
  readonly store: Store<OperationalName> & Pick<CampaignQueries, "quietLeads">;
  readonly configs: PracticeConfigs;
  readonly clock: Clock;
  /** Waits before a commit is tried again, ms; tests pass one that does not. */
  readonly pause?: (ms: number) => Promise<void>;
}

/** Leads of a page: all of them that become members, and the campaign, fit one transaction. */
const PAGE_SIZE = 90;
/** Pages of one call, and after how long it begins no further one, ms: far within the timeout of a task. */
const MAX_PAGES = 6;
const BUDGET_MS = 20_000;
const DAY_MS = 86_400_000;
const EMPTY: Listing = { done: false, members: 0, control: 0, excluded: {} };

/**
 * Makes members of the campaign's next stalled leads. A page's members, the counts and the place where the next page begins are one
 * transaction: whatever crashes, and however often a page is worked, each member is written once and counted once.
 */
export async function listMembers(deps: ListMembersDeps, task: CampaignDayInput): Promise<ListingProgress> {
  const startedAt = deps.clock.now();
  for (let page = 1; ; page += 1) {
    const status = await untilCommitted({ pause: deps.pause, failures: 1 }, () => tryPage(deps, task));
    const isSpent = page === MAX_PAGES || deps.clock.now() - startedAt >= BUDGET_MS;
    if (status !== "more" || isSpent) return { status };
  }
}

async function tryPage(
  deps: ListMembersDeps,
  { practiceId, campaignId }: CampaignDayInput,
): Promise<ListingProgress["status"] | "conflict"> {
  const campaign = await deps.store.read("campaign", { practiceId, campaignId });
  if (campaign?.status === "running") return "done";
  if (campaign?.status !== "preparing" || campaign.launchedAt === undefined) return "stopped";

  const { listing = EMPTY, launchedAt } = campaign;
  const quietSince = launchedAt - campaign.plan.segment.quietDays * DAY_MS;
  const request = { cursor: listing.cursor, limit: PAGE_SIZE };
  const { items, cursor } = await deps.store.quietLeads(practiceId, "stalled", quietSince, request);
  const recruitment = await recruitmentOf(deps, { ...campaign, launchedAt });
  const verdicts = await judgePage(deps.store, recruitment, items);
  const result = await deps.store.commit({
    puts: [
      ...verdicts.flatMap(({ member }) =>
        member ? [{ entity: "member", value: member, expected: "absent" } as const] : [],
      ),
      {
        entity: "campaign",
        value: advanced(campaign, withPage(listing, verdicts, cursor), deps.clock.now()),
        expected: campaign.version,
      },
    ],
    events: [],
  });
  if (result === "conflict") return "conflict";
  return cursor === undefined ? "done" : "more";
}

async function recruitmentOf({ configs }: ListMembersDeps, campaign: Recruitment["campaign"]): Promise<Recruitment> {
  const { practiceId, configVersion, plan } = campaign;
  const config = await configs.version(practiceId, configVersion);
  const { steps } = cadenceOf(config, { purpose: "reactivation", cadence: plan.cadence });
  return { campaign, steps, lineValues: new Map(config.serviceLines.map(({ key, value }) => [key, value])) };
}

/** The campaign a page further; it runs once all its members are listed. */
function advanced(campaign: Campaign, listing: Listing, now: number): Campaign {
  const status = listing.done ? "running" : campaign.status;
  return { ...campaign, version: campaign.version + 1, status, listing, wakeAt: now + JOB_LEASE_MS };
}
