import { describe, expect, it } from "@jest/globals";
import { MINUTE } from "../../support/builders/index.ts";
import { NOW } from "../../support/fakes/index.ts";
import { alert, createWorld, send, type World } from "./world.ts";

const email = (world: World) => world.sendTask({ channel: "email", stepKey: "first-email", template: "first-email" });
const sentEvent = async (world: World) => (await world.timeline()).find(({ type }) => type === "touch.sent.v1");

describe("a first response that did not arrive", () => {
  const failed = {
    lead: { clocks: { startedAt: NOW, firstResponseAt: NOW + 2_000, firstResponseFailedAt: NOW + 30_000 } },
  };

  it("is stood in for by the next touch that a provider accepts, without a second first response", async () => {
    const world = createWorld(failed);
    world.clock.advance(MINUTE);
    expect(await send(world.deps, email(world))).toEqual({ outcome: "sent" });
    const lead = await world.lead();
    expect(lead.clocks).toEqual({ startedAt: NOW, firstResponseAt: NOW + 2_000 });
    expect(lead.status).toBe("following_up");
    const sent = await sentEvent(world);
    expect(sent).toMatchObject({ data: { replacesFailed: true } });
    expect(sent?.data).not.toHaveProperty("firstResponseMs");
  });

  it("is stood in for once: the touch after that is an ordinary one", async () => {
    const world = createWorld(failed);
    await send(world.deps, email(world));
    await send(world.deps, world.sendTask({ stepKey: "second-sms", template: "second-sms" }));
    expect((await world.timeline()).filter(({ data }) => "replacesFailed" in data)).toHaveLength(1);
  });

  it("stays failed when the provider does not take the next touch", async () => {
    const world = createWorld(failed);
    world.answers.push({ outcome: "rejected", code: "ValidationException" });
    await send(world.deps, email(world));
    expect(await world.lead()).toMatchObject({ status: "unanswered", clocks: failed.lead.clocks });
  });

  it("stays failed when all that went out is a task for staff", async () => {
    const world = createWorld(failed);
    await alert(world.deps, world.alertTask({ type: "callTask", template: "call-hint", dueAt: NOW }));
    expect(await world.lead()).toMatchObject({ clocks: failed.lead.clocks });
  });
});

describe("a report that comes before the record of its touch", () => {
  async function reportedDuringCall(status: "failed" | "delivered") {
    const world = createWorld();
    const sms = {
      send: async (message: Parameters<typeof world.deps.sms.send>[0]) => {
        const touch = await world.touch();
        if (touch === undefined) throw new Error("expected the touch to be claimed");
        const delivery = { status, code: "X", at: NOW };
        const value = { ...touch, version: touch.version + 1, delivery };
        await world.store.commit({ puts: [{ entity: "touch", value, expected: touch.version }], events: [] });
        return world.deps.sms.send(message);
      },
    };
    expect(await send({ ...world.deps, sms }, world.sendTask())).toEqual({ outcome: "sent" });
    return world;
  }

  it("is noted on the step, and what has failed already is no first response", async () => {
    const world = await reportedDuringCall("failed");
    expect(await world.step()).toMatchObject({ state: "sent", delivery: "failed" });
    expect(await world.lead()).toMatchObject({ status: "unanswered", clocks: { startedAt: NOW } });
    expect((await sentEvent(world))?.data).not.toHaveProperty("firstResponseMs");
    await send(world.deps, email(world));
    expect(await world.lead()).toMatchObject({ status: "following_up", clocks: { firstResponseAt: NOW } });
  });

  it("is noted on the step of one that arrived", async () => {
    const world = await reportedDuringCall("delivered");
    expect(await world.step()).toMatchObject({ state: "sent", delivery: "delivered" });
    expect(await world.lead()).toMatchObject({ status: "following_up" });
  });
});

describe("the provider's id of a touch", () => {
  const refOf = (world: World, providerId: string) => world.store.read("providerRef", { providerId });

  it.each([
    ["sms", "first-sms"],
    ["call", "voice"],
  ] as const)("leads to the touch of an %s for thirty days", async (channel, stepKey) => {
    const world = createWorld();
    await send(world.deps, world.sendTask({ channel, stepKey, template: stepKey }));
    expect(await refOf(world, "provider-1")).toMatchObject({
      ...world.runKey,
      touchId: `${world.runKey.runId}#${stepKey}#1`,
      expiresAt: NOW + 30 * 86_400_000,
    });
  });

  it("is not needed for email and alerts, nor kept for what did not go out", async () => {
    const world = createWorld();
    await send(world.deps, email(world));
    await alert(world.deps, world.alertTask({ type: "alertStaff", reason: "replied" }));
    world.answers.push({ outcome: "rejected", code: "ValidationException" });
    await send(world.deps, world.sendTask());
    for (const id of ["provider-1", "provider-2", "provider-3"]) expect(await refOf(world, id)).toBeUndefined();
  });
});
