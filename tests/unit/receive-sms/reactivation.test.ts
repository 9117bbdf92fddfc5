import { describe, expect, it } from "@jest/globals";
import { planRun } from "../../../functions/plan-next-action/logic.ts";
import { runIdOf } from "../../../shared/domain/ids.ts";
import { suppressionOf } from "../../../shared/domain/suppression/suppression.ts";
import { buildCampaign, buildLead, buildPractice, MINUTE } from "../../support/builders/index.ts";
import { fakePracticeConfigs, NOW } from "../../support/fakes/index.ts";
import { buildStep } from "../../support/plan-facts.ts";
import { createWorld, text } from "./world.ts";

const DAY = 24 * 60 * MINUTE;
const { leadId, practiceId } = buildLead();
const { campaignId } = buildCampaign();
const runId = runIdOf(leadId, "reactivation", "winter");
const LONG_AGO = NOW - 200 * DAY;
const PRACTICE = buildPractice({
  campaignCadences: { "win-back": { steps: [buildStep({ key: "back-sms" })], acknowledgement: {} } },
});

/** An old lead that a campaign writes to. */
function campaignWorld() {
  const world = createWorld({
    lead: { status: "reactivating", runId, receivedAt: LONG_AGO, clocks: { startedAt: LONG_AGO } },
    run: { runId, purpose: "reactivation", cadence: "win-back", campaignId, enrolledAt: NOW - DAY },
    person: { activeRunId: undefined, inquiredAt: LONG_AGO },
  });
  world.store.seed({ entity: "campaign", value: buildCampaign({ status: "running" }) });
  return { ...world, current: () => world.store.read("run", { practiceId, leadId, runId }) };
}

describe("a text message of someone whom a campaign wrote to", () => {
  it("ends the touches and tells staff at once, when it is an answer", async () => {
    const world = campaignWorld();
    await text(world, "Yes, still interested. What would it cost?");
    expect(await world.lead()).toMatchObject({ status: "replied" });
    expect(await world.current()).toMatchObject({
      staffOnlySince: NOW - 500,
      generation: 2,
      alerts: [{ reason: "replied" }],
    });
    expect(await world.types()).toEqual(["reply.received.v1", "lead.status_changed.v1", "run.restarted.v1"]);
    expect(world.deps.followUps.started).toMatchObject([{ runId, generation: 2 }]);
    // No first run of theirs is opened again by it.
    expect(await world.person()).not.toHaveProperty("activeRunId");
    expect(await world.current()).not.toHaveProperty("outcome");
  });

  it("pauses everything automatic when it may be a no", async () => {
    const world = campaignWorld();
    await text(world, "not interested");
    expect(await world.lead()).toMatchObject({ status: "replied" });
    expect(await world.current()).toMatchObject({ staffOnlySince: NOW - 500, alerts: [{ reason: "ambiguous_reply" }] });
  });

  it("ends everything when it is a no", async () => {
    const world = campaignWorld();
    await text(world, "STOP");
    expect(await world.lead()).toMatchObject({ status: "opted_out" });
    expect(await world.current()).toMatchObject({ outcome: "opted_out" });
    expect(suppressionOf(await world.point())).toBe("all");
    expect(world.handed).toMatchObject([{ body: expect.stringContaining("opted out") }]);
  });

  it("is heard by staff although the campaign was cancelled meanwhile", async () => {
    const world = campaignWorld();
    await text(world, "Tuesday at 3 works");
    world.store.seed({ entity: "campaign", value: buildCampaign({ status: "cancelled" }) });
    const task = { version: 1, practiceId, leadId, runId, generation: 2 } as const;
    expect(await planRun({ ...world.deps, configs: fakePracticeConfigs(PRACTICE) }, task)).toMatchObject({
      type: "alertStaff",
      reason: "replied",
    });
  });
});
