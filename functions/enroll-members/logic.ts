import { cadenceOf } from "../../shared/contracts/practice.ts";
import type { CampaignDayInput, EnrollmentProgress } from "../../shared/contracts/workflow.ts";
import type { Campaign, Member } from "../../shared/domain/entities/campaign.ts";
import { practiceDate } from "../../shared/domain/practice-hours/staffed-hours.ts";
import { campaignDay } from "../../shared/domain/reactivation/slots.ts";
import type { Clock, FollowUps, Logger, PracticeConfigs } from "../../shared/ports/index.ts";
import type { CampaignQueries, OperationalName, Store } from "../../shared/ports/store.ts";
import { untilCommitted } from "../../shared/ports/until-committed.ts";
import { conclude, type Halt } from "./conclude.ts";
import { type CampaignDate, tryTurn } from "./try-turn.ts";

/** What enrolling members needs; the store is narrowed to the operational table. */
export interface EnrollMembersDeps {
  readonly store: Store<OperationalName> & Pick<CampaignQueries, "members">;
  readonly configs: PracticeConfigs;
  readonly followUps: FollowUps;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Waits before a commit is tried again, ms; tests pass one that does not. */
  readonly pause?: (ms: number) => Promise<void>;
}

/** Turns of one call, and after how long it begins no further one, ms: far within the timeout of a task. */
const MAX_TURNS = 200;
const BUDGET_MS = 20_000;
/** Members read at once. */
const PAGE_SIZE = 100;

/**
 * Gives the next members of a campaign their turns, one after the other, as far as the day's slots are near, and answers when to go on. May
 * be broken off anywhere and called again, twice at once as well: a turn is one transaction, and so are the slots of a day.
 */
export async function enrollMembers(deps: EnrollMembersDeps, task: CampaignDayInput): Promise<EnrollmentProgress> {
  const { practiceId, campaignId, date } = task;
  const campaign = await deps.store.read("campaign", { practiceId, campaignId });
  if (campaign?.status === "done") return { status: "done" };
  if (campaign?.status !== "running") return { status: "stopped" };
  const config = await deps.configs.version(practiceId, campaign.configVersion);
  // A day that is over leaves the campaign alone: it is due when its lease ends, and today's execution begins then.
  if (practiceDate(config.zone, deps.clock.now()) !== date) return { status: "done" };

  const hours = campaignDay(config, campaign.plan, date);
  const { steps } = cadenceOf(config, { purpose: "reactivation", cadence: campaign.plan.cadence });
  const halt: Halt =
    hours === undefined
      ? { is: "day_over", cursor: campaign.cursor }
      : await takeTurns(deps, campaign, { ...task, hours, steps });
  return untilCommitted({ pause: deps.pause, failures: 1 }, () => conclude(deps, task, config, halt));
}

async function takeTurns(deps: EnrollMembersDeps, campaign: Campaign, date: CampaignDate): Promise<Halt> {
  const startedAt = deps.clock.now();
  let { cursor } = campaign;
  let turns = 0;
  for await (const member of membersAfter(deps, campaign)) {
    if (turns === MAX_TURNS || deps.clock.now() - startedAt >= BUDGET_MS) return { is: "spent", cursor };
    if (member.state === "pending") {
      const turn = await untilCommitted({ pause: deps.pause, failures: 1 }, () => tryTurn(deps, date, member));
      if (turn.is !== "taken") return { ...turn, cursor };
      turns += 1;
    }
    cursor = member.order;
  }
  return { is: "finished", cursor };
}

/** The members from the campaign's cursor on. The cursor lags behind after a crash: members may have had their turn. */
async function* membersAfter(
  { store }: EnrollMembersDeps,
  { practiceId, campaignId, cursor: start }: Campaign,
): AsyncGenerator<Member> {
  let cursor = start;
  do {
    const page = await store.members(practiceId, campaignId, { cursor, limit: PAGE_SIZE });
    yield* page.items;
    cursor = page.cursor;
  } while (cursor !== undefined);
}
