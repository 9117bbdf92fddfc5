import { describe, expect, it } from "@jest/globals";
import { enrollMembers } from "../../../functions/enroll-members/logic.ts";
import { listMembers } from "../../../functions/list-members/logic.ts";
import type { Member } from "../../../shared/domain/entities/campaign.ts";
import { runIdOf } from "../../../shared/domain/ids.ts";
import { buildCampaign, buildRun, PRACTICE_ID } from "../../support/builders/index.ts";
import { fakeFollowUps, fakeLogger, NOW } from "../../support/fakes/index.ts";
import { DAY, MINUTE } from "../../support/plan-facts.ts";
import { planOf, world } from "./world.ts";

const CAMPAIGN = buildCampaign({
  plan: planOf({
    perDay: 7,
    controlPercent: 20,
    variants: [
      { key: "a", share: 1, templates: {}, byLostReason: {} },
      { key: "b", share: 2, templates: {}, byLostReason: {} },
    ],
  }),
});

/** Sixty leads, some of whom share a number, opted out, booked or are worth more than others. */
function practiceOfSixty() {
  const practice = world(CAMPAIGN);
  for (let number = 1; number <= 60; number += 1) {
    const leadId = practice.add(number, {
      phone: number % 9 === 0 ? 1 : number,
      lead: { value: (number % 4) * 2_000, status: number % 11 === 0 ? "booked" : "stalled" },
      point: number % 13 === 0 ? { suppression: { scope: "all", at: NOW - DAY, reason: "stop" } } : {},
    });
    practice.store.seed({
      entity: "run",
      value: buildRun({ leadId, runId: runIdOf(leadId, "new-lead"), outcome: "exhausted", wakeAt: undefined }),
    });
  }
  return practice;
}

/** Launches the campaign and lives through its days until it is done, five minutes at a time. */
async function launchAndLive({ store, clock, configs }: ReturnType<typeof practiceOfSixty>): Promise<Member[]> {
  const { practiceId, campaignId } = CAMPAIGN;
  store.seed({ entity: "campaign", value: { ...CAMPAIGN, status: "preparing", launchedAt: NOW, wakeAt: NOW } });
  const deps = { store, configs, clock, followUps: fakeFollowUps(), logger: fakeLogger(), pause: async () => {} };
  const task = () => ({
    version: 1 as const,
    practiceId,
    campaignId,
    date: new Date(clock.now()).toISOString().slice(0, 10),
  });
  while ((await listMembers(deps, task())).status === "more");
  for (let minute = 0; minute < 30 * 24 * 60; minute += 5) {
    const { status } = (await store.read("campaign", { practiceId, campaignId })) ?? {};
    if (status === "done") break;
    await enrollMembers(deps, task());
    clock.advance(5 * MINUTE);
  }
  const { items } = await store.members(practiceId, campaignId, { limit: 1_000 });
  return [...items];
}

describe("a dry run", () => {
  it("says what a launch at the same moment then does: who, when, in which group and variant", async () => {
    const practice = practiceOfSixty();
    const foretold = await practice.dryRun();
    const members = await launchAndLive(practice);

    const kept = members.filter(({ state }) => state === "enrolled" || state === "held_out");
    expect(kept.map(({ leadId, score, group, variant }) => [leadId, score, group, variant])).toEqual(
      foretold.contacts.map(({ leadId, score, group, variant }) => [leadId, score, group, variant]),
    );
    const timesOf = (all: readonly { readonly group: string; readonly at: number }[]) =>
      all.filter(({ group }) => group === "treated").map(({ at }) => new Date(at).toISOString());
    expect(timesOf(kept.map(({ group, turnAt = 0 }) => ({ group, at: turnAt })))).toEqual(
      timesOf(foretold.contacts.map(({ group, at }) => ({ group, at: Date.parse(at ?? "") }))),
    );
    const days = await practice.store.campaignDays(PRACTICE_ID, CAMPAIGN.campaignId);
    expect(days.filter(({ enrolled }) => enrolled > 0).map(({ date, enrolled }) => [date, enrolled])).toEqual(
      foretold.days.map(({ date, contacts }) => [date, contacts]),
    );
    expect(members.filter(({ reason }) => reason === "contact_point_taken")).toHaveLength(
      foretold.excluded.contact_point_taken ?? 0,
    );
    expect(foretold.excluded.contact_point_taken).toBeGreaterThan(0);
  });
});
