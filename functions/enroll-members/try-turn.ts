import type { CampaignDayInput } from "../../shared/contracts/workflow.ts";
import type { Campaign, CampaignDay, Member } from "../../shared/domain/entities/campaign.ts";
import type { Lead } from "../../shared/domain/entities/lead.ts";
import { LeadMissing } from "../../shared/domain/errors.ts";
import { exclusionOf } from "../../shared/domain/reactivation/exclusion.ts";
import { type CampaignHours, firstSlotFrom, slotAt } from "../../shared/domain/reactivation/slots.ts";
import type { ChannelStep } from "../../shared/domain/reactivation/usable-channels.ts";
import { followUpInput } from "../../shared/runs/follow-up-input.ts";
import { reactivationRunId } from "../../shared/runs/new-run.ts";
import { readMemberFacts } from "../../shared/runs/read-member-facts.ts";
import { emptyDay } from "../../shared/runs/start-campaign-day.ts";
import { startFollowUp } from "../../shared/runs/start-follow-up.ts";
import type { EnrollMembersDeps } from "./logic.ts";
import { enrollment, exclusion, holdOut, type TurnFacts } from "./turn-commits.ts";

/** A day of a campaign: when it enrolls, and what its members go through. */
export interface CampaignDate extends CampaignDayInput {
  readonly hours: CampaignHours;
  readonly steps: readonly ChannelStep[];
}

/** What became of a member's turn. `wait`: its slot is not near yet; `day_over`: there is none left. */
export type Turn =
  | { readonly is: "taken" }
  | { readonly is: "day_over" }
  | { readonly is: "stopped" }
  | { readonly is: "wait"; readonly until: number };

/** A slot of a day. */
export interface Slot {
  readonly index: number;
  /** Its moment, ms. */
  readonly at: number;
}

/** Turns are worked up to so long before their slots, ms: in batches, since each wait of a day's execution costs it history. */
const LOOK_AHEAD_MS = 15 * 60_000;
/** The next batch begins so long before its first slot, ms. */
const BATCH_AHEAD_MS = 60_000;

/** One member's turn, decided from what is stored now: enrolled at its slot, held out, or excluded, in one transaction. */
export async function tryTurn(
  deps: EnrollMembersDeps,
  date: CampaignDate,
  { order, leadId }: Member,
): Promise<Turn | "conflict"> {
  const { store } = deps;
  const { practiceId, campaignId } = date;
  const [campaign, storedDay, member, lead] = await store.readMany([
    { entity: "campaign", key: { practiceId, campaignId } },
    { entity: "campaignDay", key: { practiceId, campaignId, date: date.date } },
    { entity: "member", key: { practiceId, campaignId, order } },
    { entity: "lead", key: { practiceId, leadId } },
  ]);
  if (campaign?.status !== "running") return { is: "stopped" };
  // By another execution, or by a commit whose answer was lost.
  if (member?.state !== "pending") return { is: "taken" };

  const now = deps.clock.now();
  const day = storedDay ?? { ...emptyDay(campaign, date.date), version: 0 };
  const turn: TurnFacts = { campaign, day, member, now };
  // Nobody reaches out to a control member: it needs no slot, and its turn is that of the member before it.
  const slot = member.group === "control" ? undefined : nextSlot(date.hours, campaign, day, now);
  if (slot === undefined && member.group === "treated") return { is: "day_over" };
  if (slot !== undefined && slot.at > now + LOOK_AHEAD_MS) return { is: "wait", until: slot.at - BATCH_AHEAD_MS };

  if (lead === undefined) return settled(deps, exclusion(turn, "not_stalled"));
  const known = await readKnown(deps, campaign, lead);
  // A lead that was listed twice had this turn once: what came after that says nothing of it any more.
  const isRepeated = known.earlier !== undefined;
  const reason = isRepeated ? "recently_reactivated" : exclusionOf(known.facts, campaign, date.steps, now);
  if (reason !== undefined) return settled(deps, exclusion(turn, reason));
  if (slot === undefined) return settled(deps, holdOut(turn, lead));

  const { commit, next } = enrollment(turn, { ...known, slot });
  if ((await store.commit(commit)) === "conflict") return "conflict";
  await startFollowUp(deps, followUpInput(next, { type: "plan" }));
  return { is: "taken" };
}

async function settled({ store }: EnrollMembersDeps, commit: ReturnType<typeof exclusion>): Promise<Turn | "conflict"> {
  return (await store.commit(commit)) === "conflict" ? "conflict" : { is: "taken" };
}

/** The first slot that nobody has and that is not past: those that were missed are not made up for. */
function nextSlot(hours: CampaignHours, { plan }: Campaign, day: CampaignDay, now: number): Slot | undefined {
  const index = Math.max(day.nextSlot, firstSlotFrom(hours, plan.perDay, now));
  return index < plan.perDay ? { index, at: slotAt(hours, plan.perDay, index) } : undefined;
}

/** What decides about a lead, the run that it is in, and the one that this campaign began for it before. */
async function readKnown({ store }: EnrollMembersDeps, { campaignId }: Campaign, lead: Lead) {
  const { practiceId, leadId } = lead;
  const runId = reactivationRunId(leadId, campaignId);
  const [[facts], [run, earlier]] = await Promise.all([
    readMemberFacts(store, practiceId, [lead]),
    store.readMany([
      { entity: "run", key: { practiceId, leadId, runId: lead.runId } },
      { entity: "run", key: { practiceId, leadId, runId } },
    ]),
  ]);
  if (facts === undefined) throw new LeadMissing();
  return { facts, run, runId, earlier };
}
