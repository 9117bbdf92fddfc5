import { describe, expect, it } from "@jest/globals";
import { steerCampaign } from "../../../functions/steer-campaign/logic.ts";
import { moveOf } from "../../../functions/steer-campaign/moves.ts";
import { CampaignViewSchema } from "../../../shared/contracts/campaign-api.ts";
import type { PracticeConfig } from "../../../shared/contracts/practice.ts";
import { ROUTES } from "../../../shared/contracts/routes.ts";
import { type Campaign, CampaignPlanSchema } from "../../../shared/domain/entities/campaign.ts";
import type { OptOutRecord } from "../../../shared/domain/entities/import.ts";
import { CampaignIdSchema, ImportIdSchema } from "../../../shared/domain/ids.ts";
import { buildAccess, buildCampaign, buildCampaignPractice, PRACTICE_ID } from "../../support/builders/index.ts";
import { fakeLogger, fakePracticeConfigs, fakeWorkflows, fixedClock, NOW } from "../../support/fakes/index.ts";
import { createMemoryStore } from "../../support/memory-store.ts";
import { DAY } from "../../support/plan-facts.ts";
import { problemOf } from "../../support/problem.ts";

type Move = "launch" | "pause" | "resume" | "cancel";
type Status = Campaign["status"];

const WINTER = CampaignIdSchema.parse("winter");
const LISTED = { done: true, members: 40, control: 0, excluded: {} };
const IMPORTED: OptOutRecord = {
  practiceId: PRACTICE_ID,
  version: 1,
  imported: { importId: ImportIdSchema.parse("01KBDEXAMP1E00000000000009"), at: NOW - DAY },
};

/** A campaign as it is stored in each status. */
const CAMPAIGNS: Readonly<Record<Status, Partial<Campaign>>> = {
  draft: {},
  preparing: { launchedAt: NOW - DAY, wakeAt: NOW + 1 },
  running: { launchedAt: NOW - DAY, wakeAt: NOW + 1, listing: LISTED },
  paused: { launchedAt: NOW - DAY, listing: LISTED },
  done: { launchedAt: NOW - DAY, finishedAt: NOW - 1, listing: LISTED },
  cancelled: { launchedAt: NOW - DAY, finishedAt: NOW - 1, listing: LISTED },
};

interface Given {
  readonly campaign?: Partial<Campaign>;
  readonly optOuts?: OptOutRecord | "nothing";
  readonly config?: PracticeConfig;
}

function given(
  status: Status,
  { campaign: changes, optOuts = IMPORTED, config = buildCampaignPractice() }: Given = {},
) {
  const store = createMemoryStore();
  const campaign = buildCampaign({ status, ...CAMPAIGNS[status], ...changes });
  store.seed({ entity: "campaign", value: campaign });
  if (optOuts !== "nothing") store.seed({ entity: "optOutRecord", value: optOuts });
  const deps = {
    store,
    queries: store,
    configs: fakePracticeConfigs(config),
    workflows: fakeWorkflows(),
    clock: fixedClock(),
    logger: fakeLogger(),
    pause: async () => {},
  };
  const steer = (move: Move, { campaignId = "winter", body }: { campaignId?: string; body?: string } = {}) =>
    steerCampaign(deps, {
      access: buildAccess({ callerId: "boss-key", role: "admin" }),
      route: `POST /v1/campaigns/{campaignId}/${move}`,
      campaignId,
      body,
    });
  const stored = () => store.read("campaign", { practiceId: PRACTICE_ID, campaignId: WINTER });
  return { steer, stored, campaign, ...deps };
}

describe("steerCampaign", () => {
  it("launches a draft: its members are listed at once, on the configuration of this moment", async () => {
    const { steer, stored, workflows, configs } = given("draft");
    configs.publish(buildCampaignPractice({ publicName: "Bright Smile Two" }));
    const { is, campaign } = await steer("launch");
    expect(is).toBe("moved");
    expect(CampaignViewSchema.parse(campaign)).toMatchObject({
      status: "preparing",
      launchedAt: "2026-12-01T16:02:00.000Z",
    });
    expect(campaign.nextAt).not.toBeNull();
    const after = await stored();
    expect(after).toMatchObject({ status: "preparing", configVersion: 2, launchedAt: NOW });
    expect(after?.history.at(-1)).toEqual({ at: NOW, by: "boss-key", did: "launched" });
    expect(workflows.campaignDays).toMatchObject([{ input: { campaignId: "winter", date: "2026-12-01" } }]);
  });

  it("counts days where the campaign's configuration has the practice, wherever it has moved since", async () => {
    const { steer, workflows, configs, clock } = given("paused");
    configs.publish(buildCampaignPractice({ zone: "Pacific/Auckland" }));
    clock.set("2026-12-02T05:00:00Z");
    await steer("resume");
    expect(workflows.campaignDays).toMatchObject([{ input: { date: "2026-12-01" } }]);
  });

  it("is asked for by every route that leads here, and by no other", () => {
    const moves = ROUTES.filter(({ functionName }) => functionName === "steer-campaign").map(({ method, path }) =>
      moveOf(`${method} ${path}`),
    );
    expect(moves).toEqual(["launch", "pause", "resume", "cancel"]);
    expect(() => moveOf("POST /v1/campaigns")).toThrow(RangeError);
  });

  it("pauses what runs: it rests until somebody resumes it", async () => {
    const { steer, stored, workflows } = given("running");
    expect(await steer("pause")).toMatchObject({ is: "moved", campaign: { status: "paused", nextAt: null } });
    expect(await stored()).not.toHaveProperty("wakeAt");
    expect((await stored())?.history.at(-1)).toMatchObject({ by: "boss-key", did: "paused" });
    expect(workflows.campaignDays).toEqual([]);
  });

  it("goes on where it was paused: among its members, or listing them", async () => {
    const running = given("paused");
    expect(await running.steer("resume")).toMatchObject({ is: "moved", campaign: { status: "running" } });
    expect(running.workflows.campaignDays).toHaveLength(1);

    const listing = { done: false, cursor: "3:x", members: 90, control: 9, excluded: {} };
    const preparing = given("preparing", { campaign: { listing } });
    await preparing.steer("pause");
    expect(await preparing.steer("resume")).toMatchObject({ is: "moved", campaign: { status: "preparing" } });
    expect(await preparing.stored()).toMatchObject({ listing });
    expect((await preparing.stored())?.history.map(({ did }) => did)).toEqual(["created", "paused", "resumed"]);
  });

  it("holds the touches that go on after the last turn, and lets them go on", async () => {
    const { steer, stored, workflows } = given("done");
    expect(await steer("pause")).toMatchObject({ is: "moved", campaign: { status: "paused" } });
    expect(await stored()).not.toHaveProperty("finishedAt");
    expect(await steer("resume")).toMatchObject({ is: "moved", campaign: { status: "running" } });
    expect(workflows.campaignDays).toHaveLength(1);
  });

  it.each<Status>(["draft", "preparing", "running", "paused", "done"])(
    "cancels one that is %s, for good",
    async (status) => {
      const { steer, stored, workflows } = given(status);
      expect(await steer("cancel")).toMatchObject({ is: "moved", campaign: { status: "cancelled", nextAt: null } });
      expect(await stored()).toMatchObject({ finishedAt: NOW });
      expect(await stored()).not.toHaveProperty("wakeAt");
      expect(workflows.campaignDays).toEqual([]);
    },
  );

  it.each<[Move, Status]>([
    ["launch", "preparing"],
    ["launch", "running"],
    ["pause", "paused"],
    ["resume", "preparing"],
    ["resume", "running"],
    ["cancel", "cancelled"],
  ])("changes nothing when it is asked to %s one that is %s", async (move, status) => {
    const { steer, stored, campaign, workflows } = given(status);
    expect(await steer(move)).toMatchObject({ is: "unchanged", campaign: { status } });
    expect(await stored()).toEqual(campaign);
    expect(workflows.campaignDays).toEqual([]);
  });

  it.each<[Move, Status]>([
    ["launch", "paused"],
    ["launch", "done"],
    ["launch", "cancelled"],
    ["pause", "draft"],
    ["pause", "cancelled"],
    ["resume", "draft"],
    ["resume", "done"],
    ["resume", "cancelled"],
  ])("does not %s one that is %s, and says so", async (move, status) => {
    const { steer, stored, campaign } = given(status);
    const problem = await problemOf(steer(move));
    expect(problem).toMatchObject({ status: 409, code: "campaign_state" });
    expect(problem.title).toContain(status);
    expect(await stored()).toEqual(campaign);
  });

  it("loses nothing when the execution cannot be started: the campaign is due, and start-jobs finds it", async () => {
    const { steer, store, workflows, logger } = given("draft");
    workflows.failWith("ThrottlingException");
    expect(await steer("launch")).toMatchObject({ is: "moved", campaign: { status: "preparing" } });
    expect(await store.dueJobs(NOW + DAY, 10)).toMatchObject([{ kind: "campaign", campaignId: "winter" }]);
    expect(logger.lines).toMatchObject([{ level: "error", fields: { code: "ThrottlingException" } }]);
  });

  it("decides again when something else changed the campaign meanwhile", async () => {
    const { steer, stored, store, campaign } = given("running");
    const commit = store.commit.bind(store);
    let interfered = false;
    store.commit = async (request) => {
      if (!interfered) {
        interfered = true;
        store.seed({ entity: "campaign", value: { ...campaign, version: campaign.version + 1, cursor: "040#x" } });
      }
      return commit(request);
    };
    expect(await steer("pause")).toMatchObject({ is: "moved" });
    expect(await stored()).toMatchObject({ status: "paused", cursor: "040#x" });
  });

  it("knows campaigns of the caller's practices only", async () => {
    const { steer } = given("draft");
    expect(await problemOf(steer("launch", { campaignId: "spring" }))).toMatchObject({ code: "campaign_not_found" });
    const elsewhere = JSON.stringify({ practiceId: "clear-skin" });
    expect(await problemOf(steer("launch", { body: elsewhere }))).toMatchObject({ code: "unknown_practice" });
    expect(await problemOf(steer("launch", { body: '{"at":"noon"}' }))).toMatchObject({
      status: 422,
      code: "invalid_body",
    });
  });
});

describe("steerCampaign, launching", () => {
  it("waits for the opt-outs of the practice: an export is not enough", async () => {
    const { imported: _, ...unknown } = IMPORTED;
    const exports = [{ at: NOW, by: "admin-key" }];
    for (const optOuts of ["nothing", { ...unknown, exports }] as const) {
      const { steer, stored, campaign, workflows } = given("draft", { optOuts });
      const problem = await problemOf(steer("launch"));
      expect(problem).toMatchObject({ status: 409, code: "opt_outs_first" });
      expect(problem.detail).toContain("/v1/imports");
      expect(problem.detail).toContain("/v1/suppressions/attestations");
      expect(await stored()).toEqual(campaign);
      expect(workflows.campaignDays).toEqual([]);
    }
  });

  it("goes ahead when somebody answered for there being none", async () => {
    const attested = { by: "admin-key", name: "Maria Lopez", at: NOW };
    const { steer } = given("draft", { optOuts: { practiceId: PRACTICE_ID, version: 1, attested } });
    expect(await steer("launch")).toMatchObject({ is: "moved" });
  });

  it.each<[string, Partial<PracticeConfig>, string]>([
    ["the cadence", { campaignCadences: {} }, "cadence unknown"],
    ["a service line", { serviceLines: [] }, "segment.serviceLines.0 unknown"],
    ["a source", { sources: [] }, "segment.sources.0 unknown"],
  ])("does not start when the practice has no more %s that it was made for", async (_, gone, error) => {
    const segment = { serviceLines: ["whitening"], sources: ["google-ads"] };
    const plan = CampaignPlanSchema.parse({ cadence: "win-back", perDay: 10, segment });
    const { steer, configs, stored } = given("draft", { campaign: { plan } });
    configs.publish(buildCampaignPractice(gone));
    const problem = await problemOf(steer("launch"));
    expect(problem).toMatchObject({ status: 409, code: "plan_outdated" });
    expect(problem.errors?.map(({ path, code }) => `${path} ${code}`)).toEqual([error]);
    expect(await stored()).toMatchObject({ status: "draft" });
  });

  it("does not start with a template that is gone", async () => {
    const variants = [{ key: "a", templates: { "wb-hello": "wb-offer" } }];
    const plan = CampaignPlanSchema.parse({ cadence: "win-back", perDay: 10, variants });
    const { steer, configs } = given("draft", { campaign: { plan } });
    const { "wb-offer": _gone, ...templates } = buildCampaignPractice().templates;
    configs.publish(buildCampaignPractice({ templates }));
    expect(await problemOf(steer("launch"))).toMatchObject({
      code: "plan_outdated",
      errors: [{ path: "variants.0.templates.wb-hello", code: "unknown_template" }],
    });
  });

  it("does not start after its last day, and does start after its first", async () => {
    const dated = (dates: object) => ({
      campaign: { plan: CampaignPlanSchema.parse({ cadence: "win-back", perDay: 10, ...dates }) },
    });
    const over = given("draft", dated({ endsOn: "2026-11-30" }));
    expect(await problemOf(over.steer("launch"))).toMatchObject({
      code: "plan_outdated",
      errors: [{ path: "endsOn", code: "in_the_past" }],
    });
    expect(await given("draft", dated({ startsOn: "2026-11-30" })).steer("launch")).toMatchObject({ is: "moved" });
  });
});
