import { appendEvents, type EventDraft } from "../../shared/contracts/append-events.ts";
import type { Campaign, CampaignDay, Exclusion, Member } from "../../shared/domain/entities/campaign.ts";
import type { Lead } from "../../shared/domain/entities/lead.ts";
import type { Run } from "../../shared/domain/entities/run.ts";
import type { RunId } from "../../shared/domain/ids.ts";
import { ownPoints } from "../../shared/domain/reactivation/exclusion.ts";
import { templatesFor } from "../../shared/domain/reactivation/templates.ts";
import type { Commit, OperationalName, Put } from "../../shared/ports/store.ts";
import { untoldAlerts } from "../../shared/runs/change-run.ts";
import { enterRun } from "../../shared/runs/enter-run.ts";
import { newRun } from "../../shared/runs/new-run.ts";
import type { StoredMemberFacts } from "../../shared/runs/read-member-facts.ts";
import type { Slot } from "./try-turn.ts";

const ACTOR = { kind: "system", id: "enroll-members" } as const;
const REASON = "turn_came";

/** A member whose turn has come, its campaign and the day, as they were read; a day that is not stored yet has version 0. */
export interface TurnFacts {
  readonly campaign: Campaign;
  readonly day: CampaignDay;
  readonly member: Member;
  readonly now: number;
}

/** The lead of a member who is enrolled, and where it comes from. */
export interface Entrant {
  readonly facts: StoredMemberFacts;
  /** The run that it leaves. */
  readonly run: Run | undefined;
  /** The run that it enters. */
  readonly runId: RunId;
  readonly slot: Slot;
}

type TurnCommit = Commit<OperationalName>;

/** The member begins its follow-up at its slot: member, day, lead, both runs, person and contact points in one transaction. */
export function enrollment(turn: TurnFacts, { facts, run, runId, slot }: Entrant): { commit: TurnCommit; next: Run } {
  const { campaign, day, member, now } = turn;
  const { lead, person } = facts;
  const { campaignId, plan, configVersion } = campaign;
  const next = newRun({
    lead,
    purpose: "reactivation",
    runId,
    configVersion,
    now,
    enrolledAt: slot.at,
    alerts: run === undefined || run.outcome !== undefined ? [] : untoldAlerts(run),
    campaign: { campaignId, cadence: plan.cadence, templates: templatesFor(plan, member.variant, lead.lostReason) },
  });
  const entered = enterRun({
    lead,
    run,
    next,
    person,
    status: "reactivating",
    actor: ACTOR,
    reason: REASON,
    now,
    cause: { drafts: [turnDraft(member)], changes: { reactivation: reactivationOf(member, slot.at) } },
  });
  const points = ownPoints(facts).map(
    (point): Put<"contactPoint"> => ({
      entity: "contactPoint",
      value: { ...point, version: point.version + 1, reactivation: { campaignId, at: slot.at } },
      expected: point.version,
    }),
  );
  const puts = [
    ...entered.puts,
    ...points,
    memberPut(member, { state: "enrolled", turnAt: slot.at, runId }),
    dayPut(day, { enrolled: day.enrolled + 1, nextSlot: slot.index + 1 }),
  ];
  return { commit: { puts, events: entered.events }, next };
}

/** The member is left alone, to compare the others with: no run, and no slot used. */
export function holdOut({ day, member, now }: TurnFacts, lead: Lead): TurnCommit {
  const { version, events } = appendEvents(lead, now, ACTOR, [turnDraft(member)]);
  const value: Lead = { ...lead, version, reactivation: reactivationOf(member, now) };
  return {
    puts: [
      { entity: "lead", value, expected: lead.version },
      memberPut(member, { state: "held_out", turnAt: now }),
      dayPut(day, { heldOut: day.heldOut + 1 }),
    ],
    events,
  };
}

/** The member may not be enrolled any more. */
export function exclusion({ day, member, now }: TurnFacts, reason: Exclusion): TurnCommit {
  const excluded = { ...day.excluded, [reason]: (day.excluded[reason] ?? 0) + 1 };
  return {
    puts: [memberPut(member, { state: "excluded", turnAt: now, reason }), dayPut(day, { excluded })],
    events: [],
  };
}

function turnDraft({ campaignId, group, variant, score }: Member): EventDraft {
  return { type: "campaign.turn_came.v1", reason: REASON, data: { campaignId, group, variant, score } };
}

function reactivationOf({ campaignId, order, group, variant }: Member, at: number): NonNullable<Lead["reactivation"]> {
  return { campaignId, order, group, variant, at };
}

function memberPut(member: Member, change: Partial<Member>): Put<"member"> {
  return { entity: "member", value: { ...member, ...change, version: member.version + 1 }, expected: member.version };
}

function dayPut(day: CampaignDay, change: Partial<CampaignDay>): Put<"campaignDay"> {
  const value = { ...day, ...change, version: day.version + 1 };
  return { entity: "campaignDay", value, expected: day.version === 0 ? "absent" : day.version };
}
