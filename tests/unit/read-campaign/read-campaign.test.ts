import { describe, expect, it } from "@jest/globals";
import { type ReadCampaignInput, readCampaign } from "../../../functions/read-campaign/logic.ts";
import {
  CampaignListSchema,
  type CampaignResults,
  CampaignResultsSchema,
  CampaignViewSchema,
} from "../../../shared/contracts/campaign-api.ts";
import { ROUTES } from "../../../shared/contracts/routes.ts";
import {
  type Campaign,
  type CampaignDay,
  CampaignPlanSchema,
  type Member,
} from "../../../shared/domain/entities/campaign.ts";
import { CampaignIdSchema, type LeadId, LeadIdSchema, PracticeIdSchema } from "../../../shared/domain/ids.ts";
import { HttpProblem } from "../../../shared/platform/http-problem.ts";
import { buildAccess, buildCampaign, buildMember, buildPractice, PRACTICE_ID } from "../../support/builders/index.ts";
import { fakePracticeConfigs, fixedClock, NOW } from "../../support/fakes/index.ts";
import { createMemoryStore } from "../../support/memory-store.ts";
import { DAY } from "../../support/plan-facts.ts";

const ONE = "GET /v1/campaigns/{campaignId}";
const ALL = "GET /v1/campaigns";
const RESULTS = "GET /v1/campaigns/{campaignId}/results";
const WINTER = CampaignIdSchema.parse("winter");
const PLAN = CampaignPlanSchema.parse({
  cadence: "win-back",
  perDay: 10,
  controlPercent: 20,
  variants: [{ key: "plain" }, { key: "offer" }],
});
/** The last turn came three weeks ago. */
const TURN_AT = NOW - 21 * DAY;

function given(...campaigns: Campaign[]) {
  const store = createMemoryStore();
  for (const value of campaigns) store.seed({ entity: "campaign", value });
  const deps = { store, queries: store, configs: fakePracticeConfigs(buildPractice()), clock: fixedClock() };
  const read = (route: string, input: Partial<ReadCampaignInput> = {}) =>
    readCampaign(deps, {
      route,
      access: buildAccess({ role: "coordinator" }),
      campaignId: "winter",
      practiceId: undefined,
      ...input,
    });
  const results = async (): Promise<CampaignResults> => CampaignResultsSchema.parse(await read(RESULTS));
  return { store, read, results };
}

const refusal = async (answer: Promise<unknown>) => {
  const error = await answer.catch((thrown: unknown) => thrown);
  if (error instanceof HttpProblem) return error.problem;
  throw new Error("expected a problem", { cause: error });
};

const day = (overrides: Partial<CampaignDay>): CampaignDay => ({
  practiceId: PRACTICE_ID,
  campaignId: WINTER,
  date: "2026-11-30",
  version: 1,
  starts: 1,
  enrolled: 0,
  heldOut: 0,
  excluded: {},
  nextSlot: 0,
  ...overrides,
});

let count = 0;
const nextLead = (): LeadId => LeadIdSchema.parse(`01KBD${String(++count).padStart(21, "0")}`);

/** Members of one kind, of whom the first so many booked and the first so many replied. */
function members(size: number, like: Partial<Member>, { booked = 0, replied = 0 } = {}): Member[] {
  return Array.from({ length: size }, (_, index) =>
    buildMember({
      leadId: nextLead(),
      state: "enrolled",
      variant: "plain",
      turnAt: TURN_AT,
      ...like,
      outcomes: {
        ...(index < booked ? { bookedAt: TURN_AT + DAY, value: 1_000 } : {}),
        ...(index < replied ? { repliedAt: TURN_AT + DAY } : {}),
      },
    }),
  );
}

/** A finished campaign with these members. */
function finished(...groups: Member[][]) {
  const world = given(buildCampaign({ status: "done", plan: PLAN, launchedAt: NOW - 60 * DAY, finishedAt: TURN_AT }));
  for (const value of groups.flat()) world.store.seed({ entity: "member", value });
  return world;
}

const HELD = { state: "held_out", group: "control" } as const;

describe("readCampaign", () => {
  it("is asked by these routes", () => {
    const routes = ROUTES.filter(({ functionName }) => functionName === "read-campaign");
    expect(routes.map(({ method, path }) => `${method} ${path}`)).toEqual([ALL, ONE, RESULTS]);
  });

  it("shows a draft with nothing done yet", async () => {
    const { read } = given(buildCampaign());
    const view = CampaignViewSchema.parse(await read(ONE));
    expect(view).toMatchObject({ campaignId: "winter", practiceId: PRACTICE_ID, status: "draft" });
    expect(view).toMatchObject({ members: null, pending: null, enrolled: 0, heldOut: 0, excluded: {}, days: [] });
    expect(view).toMatchObject({ launchedAt: null, finishedAt: null, nextAt: null });
    expect(view.history).toEqual([{ at: "2026-12-01T16:02:00.000Z", by: "admin-key", did: "created" }]);
  });

  it("adds up the days of one that runs", async () => {
    const listing = { done: true, members: 50, control: 10, excluded: { booked: 3, minor: 1 } };
    const { store, read } = given(buildCampaign({ status: "running", launchedAt: NOW, wakeAt: NOW + DAY, listing }));
    store.seed(
      { entity: "campaignDay", value: day({ enrolled: 8, heldOut: 2, excluded: { booked: 1 } }) },
      {
        entity: "campaignDay",
        value: day({ date: "2026-12-01", enrolled: 5, heldOut: 1, excluded: { suppressed: 2 } }),
      },
    );
    expect(await read(ONE)).toMatchObject({
      members: 50,
      pending: 50 - 8 - 2 - 1 - 5 - 1 - 2,
      enrolled: 13,
      heldOut: 3,
      excluded: { booked: 4, minor: 1, suppressed: 2 },
      days: [
        { date: "2026-11-30", enrolled: 8, heldOut: 2 },
        { date: "2026-12-01", enrolled: 5, heldOut: 1 },
      ],
      nextAt: "2026-12-02T16:02:00.000Z",
    });
  });

  it("says no number of members while they are being listed", async () => {
    const listing = { done: false, members: 500, control: 10, excluded: { booked: 3 } };
    const { read } = given(buildCampaign({ status: "preparing", listing }));
    expect(await read(ONE)).toMatchObject({ members: null, pending: null, excluded: { booked: 3 } });
  });

  it("lists every campaign of the practice, and of no other", async () => {
    const spring = CampaignIdSchema.parse("spring");
    const elsewhere = PracticeIdSchema.parse("clear-skin");
    const { read } = given(
      buildCampaign(),
      buildCampaign({ campaignId: spring }),
      buildCampaign({ practiceId: elsewhere, campaignId: CampaignIdSchema.parse("other") }),
    );
    const { campaigns } = CampaignListSchema.parse(await read(ALL));
    expect(campaigns.map(({ campaignId }) => campaignId)).toEqual(["spring", "winter"]);
  });

  it("answers 404 for a campaign that the practice does not have, and for what is no name of one", async () => {
    const { read } = given(buildCampaign());
    for (const campaignId of ["summer", "Winter#1", undefined]) {
      for (const route of [ONE, RESULTS]) {
        expect(await refusal(read(route, { campaignId }))).toMatchObject({ status: 404, code: "campaign_not_found" });
      }
    }
  });

  it("shows nothing of a practice that the caller does not serve", async () => {
    const { read } = given(buildCampaign());
    const foreign = { access: buildAccess({ practiceIds: [PracticeIdSchema.parse("clear-skin")] }) };
    for (const route of [ONE, ALL, RESULTS]) {
      expect(await refusal(read(route, { ...foreign, practiceId: PRACTICE_ID }))).toMatchObject({
        code: "unknown_practice",
      });
    }
  });
});

describe("readCampaign, results", () => {
  it("adds up what came of members by group and variant; control members are of no variant", async () => {
    const { results } = finished(
      members(40, {}, { booked: 4, replied: 6 }),
      members(30, { variant: "offer" }, { booked: 2, replied: 9 }),
      members(20, { ...HELD, variant: "offer" }, { booked: 1 }),
    );
    const { treated, control, variants } = await results();
    expect(treated).toMatchObject({ members: 70, booked: 6, replied: 15, value: 6_000, optedOut: 0 });
    expect(control).toMatchObject({ members: 20, booked: 1, replied: 0, value: 1_000 });
    expect(variants).toMatchObject({
      plain: { members: 40, booked: 4, replied: 6, value: 4_000 },
      offer: { members: 30, booked: 2, replied: 9, value: 2_000 },
    });
  });

  it("counts nobody whose turn did not come or who was excluded at it, and every outcome once", async () => {
    const outcomes = {
      contactedAt: NOW,
      repliedAt: NOW,
      returnedAt: NOW,
      bookedAt: NOW,
      optedOutAt: NOW,
      unsubscribedAt: NOW,
      value: 250,
    };
    const { results } = finished([
      buildMember({ leadId: nextLead(), state: "pending", variant: "plain" }),
      buildMember({ leadId: nextLead(), state: "excluded", reason: "booked", variant: "plain", turnAt: NOW, outcomes }),
      buildMember({ leadId: nextLead(), state: "enrolled", variant: "plain", turnAt: TURN_AT, outcomes }),
    ]);
    const one = {
      members: 1,
      contacted: 1,
      replied: 1,
      returned: 1,
      booked: 1,
      optedOut: 1,
      unsubscribed: 1,
      value: 250,
    };
    expect(await results()).toMatchObject({ treated: one, variants: { plain: one } });
  });

  it("reads any number of members, a page at a time", async () => {
    const { results, store } = finished(members(2_500, {}, { booked: 100 }));
    const limits: number[] = [];
    const read = store.members.bind(store);
    store.members = (practiceId, campaignId, page) => {
      limits.push(page.limit);
      return read(practiceId, campaignId, page);
    };
    expect((await results()).treated).toMatchObject({ members: 2_500, booked: 100 });
    expect(limits).toEqual([1_000, 1_000, 1_000]);
  });

  it("calls a difference that chance alone hardly makes, corrected for all comparisons", async () => {
    const { results } = finished(
      members(400, {}, { booked: 60 }),
      members(400, { variant: "offer" }, { booked: 60, replied: 40 }),
      members(200, HELD, { booked: 4 }),
    );
    const { comparisons } = await results();
    expect(comparisons).toMatchObject([
      { of: "treated", with: "control", what: "booked", shares: [0.15, 0.02], verdict: "higher" },
      { of: "plain", with: "offer", what: "booked", shares: [0.15, 0.15], verdict: "no_difference_shown", pValue: 1 },
      { of: "plain", with: "offer", what: "replied", shares: [0, 0.1], verdict: "lower" },
    ]);
  });

  it("does not call what a single test would, once there are several", async () => {
    const { results } = finished(
      members(100, {}, { replied: 10 }),
      members(100, { variant: "offer" }, { replied: 22 }),
      members(50, HELD),
    );
    const [, , replied] = (await results()).comparisons;
    // By itself 0.0327; times three.
    expect(replied).toMatchObject({ what: "replied", pValue: 0.09808, verdict: "no_difference_shown" });
  });

  it("gives a group without members shares of 0, and calls nothing about it", async () => {
    const { results } = finished(members(50, {}, { booked: 50 }));
    const { comparisons } = await results();
    expect(comparisons.map(({ shares }) => shares)).toEqual([
      [1, 0],
      [1, 0],
      [0, 0],
    ]);
    expect(comparisons.map(({ verdict }) => verdict)).toEqual(Array(3).fill("no_difference_shown"));
  });

  it("compares with no control group when the plan keeps none", async () => {
    const plan = CampaignPlanSchema.parse({ cadence: "win-back", perDay: 10 });
    const { results } = given(buildCampaign({ status: "done", finishedAt: TURN_AT, plan }));
    expect(await results()).toMatchObject({ comparisons: [], variants: { a: { members: 0 } } });
  });

  it.each<[string, Partial<Campaign>, number]>([
    ["it still runs", { status: "running", finishedAt: undefined }, TURN_AT],
    ["it is paused", { status: "paused", finishedAt: undefined }, TURN_AT],
    ["it was done a moment ago", {}, NOW - 14 * DAY + 1],
    ["it was cancelled a moment ago", { status: "cancelled" }, NOW - 14 * DAY + 1],
  ])("calls nothing while it is too early: %s", async (_, changes, turnAt) => {
    const { store, results } = finished(
      members(200, { turnAt: TURN_AT }, { booked: 100 }),
      members(200, { ...HELD, turnAt }),
    );
    store.seed({
      entity: "campaign",
      value: buildCampaign({ status: "done", plan: PLAN, finishedAt: NOW, ...changes }),
    });
    const { comparisons } = await results();
    expect(comparisons[0]).toMatchObject({ shares: [0.5, 0], pValue: null, verdict: "too_early" });
  });

  it("calls from two weeks after the last turn on", async () => {
    const { results } = finished(members(200, {}, { booked: 100 }), members(200, { ...HELD, turnAt: NOW - 14 * DAY }));
    expect((await results()).comparisons[0]).toMatchObject({ verdict: "higher" });
  });

  it("says in words what it counts", async () => {
    const { definitions } = await finished().results();
    expect(Object.keys(definitions)).toEqual(
      expect.arrayContaining(["contacted", "replied", "returned", "booked", "optedOut", "value", "pValue", "verdict"]),
    );
    expect(definitions.window).toContain("90 days");
    expect(definitions.pValue).toContain("Fisher");
    expect(definitions.pValue).toContain("Holm");
  });
});
