import { describe, expect, it } from "@jest/globals";
import type { Campaign } from "../../../shared/domain/entities/campaign.ts";
import type { Run } from "../../../shared/domain/entities/run.ts";
import { runIdOf } from "../../../shared/domain/ids.ts";
import { buildCampaign, buildLead } from "../../support/builders/index.ts";
import { NOW } from "../../support/fakes/index.ts";
import { buildStep } from "../../support/plan-facts.ts";
import { alert, createWorld, deliveryPractice, send, type World } from "./world.ts";

const HOUR = 3_600_000;
const { leadId } = buildLead();
const { campaignId } = buildCampaign();
const runId = runIdOf(leadId, "reactivation", "winter");
const config = deliveryPractice({
  campaignCadences: {
    "win-back": {
      steps: [
        buildStep({ key: "first-sms" }),
        buildStep({ key: "call-task", channel: "call_task", template: "call-hint", offset: "PT1H" }),
      ],
      acknowledgement: {},
    },
  },
});

/** A lead whose run belongs to a campaign in this state; `gone`: there is none such. */
function campaignWorld(status: Campaign["status"] | "gone", run: Partial<Run> = {}) {
  const world = createWorld({
    config,
    lead: { status: "reactivating", runId },
    run: { runId, purpose: "reactivation", cadence: "win-back", campaignId, ...run },
  });
  if (status !== "gone") setStatus(world, status);
  return world;
}

function setStatus(world: World, status: Campaign["status"]): void {
  world.store.seed({ entity: "campaign", value: buildCampaign({ status }) });
}

const callTask = (world: World) =>
  world.alertTask({ type: "callTask", stepKey: "call-task", template: "call-hint", dueAt: NOW });

describe("a touch of a campaign", () => {
  it.each(["preparing", "running", "done"] as const)("goes out while the campaign is %s", async (status) => {
    const world = campaignWorld(status);
    expect(await send(world.deps, world.sendTask())).toEqual({ outcome: "sent" });
  });

  it("is no first response to an inquiry of months ago", async () => {
    const world = campaignWorld("running");
    await send(world.deps, world.sendTask());
    const sent = (await world.timeline()).find(({ type }) => type === "touch.sent.v1");
    expect(sent?.data).not.toHaveProperty("firstResponseMs");
    expect((await world.lead()).clocks).not.toHaveProperty("firstResponseAt");
  });

  it("waits while the campaign is paused, and is no news each time that it asks again", async () => {
    const world = campaignWorld("paused");
    const waiting = { outcome: "deferred", reason: "campaign_paused" };
    expect(await send(world.deps, world.sendTask())).toEqual({ ...waiting, notBefore: NOW + HOUR });
    world.clock.advance(HOUR);
    expect(await send(world.deps, world.sendTask())).toEqual({ ...waiting, notBefore: NOW + 2 * HOUR });
    expect((await world.timeline()).map(({ type }) => type)).toEqual(["touch.deferred.v1"]);
    expect(await world.step()).toMatchObject({ state: "deferred", attempt: 1, notBefore: NOW + 2 * HOUR });

    setStatus(world, "running");
    expect(await send(world.deps, world.sendTask())).toEqual({ outcome: "sent" });
    expect(world.handed).toHaveLength(1);
  });

  it.each(["cancelled", "gone"] as const)("is dropped once the campaign is %s", async (status) => {
    const world = campaignWorld(status);
    expect(await send(world.deps, world.sendTask())).toEqual({ outcome: "skipped", reason: "campaign_cancelled" });
    expect(world.handed).toEqual([]);
  });

  it("is held back by a pause that comes between its claim and the provider", async () => {
    const world = campaignWorld("running");
    const commit = world.store.commit.bind(world.store);
    const store = {
      ...world.deps.store,
      commit: async (request: Parameters<typeof commit>[0]) => {
        const result = await commit(request);
        setStatus(world, "paused");
        return result;
      },
    };
    const outcome = await send({ ...world.deps, store }, world.sendTask());
    expect(outcome).toMatchObject({ outcome: "deferred", reason: "campaign_paused" });
    expect(world.handed).toEqual([]);
  });

  it("is a call by a person as well", async () => {
    const paused = campaignWorld("paused");
    expect(await alert(paused.deps, callTask(paused))).toMatchObject({ reason: "campaign_paused" });
    const cancelled = campaignWorld("cancelled");
    expect(await alert(cancelled.deps, callTask(cancelled))).toMatchObject({ reason: "campaign_cancelled" });
  });

  it.each(["paused", "cancelled"] as const)(
    "is no alert: staff are told, also of a campaign that is %s",
    async (status) => {
      const world = campaignWorld(status);
      const task = world.alertTask({ type: "alertStaff", reason: "renewed_interest" });
      expect(await alert(world.deps, task)).toEqual({ outcome: "sent" });
      expect(world.handed[0]).toMatchObject({ body: expect.stringContaining("interested again") });
    },
  );
});

describe("a touch of any other run", () => {
  it("asks for no campaign, although the lead was in one", async () => {
    const world = createWorld({
      lead: { reactivation: { campaignId, order: "040#x", group: "treated", variant: "a", at: NOW } },
    });
    setStatus(world, "paused");
    const reads: string[] = [];
    const read = world.store.read.bind(world.store);
    const store = {
      ...world.deps.store,
      read: ((entity: never, key: never) => {
        reads.push(entity);
        return read(entity, key);
      }) as typeof read,
    };
    expect(await send({ ...world.deps, store }, world.sendTask())).toEqual({ outcome: "sent" });
    expect(reads).not.toContain("campaign");
  });
});
