import { describe, expect, it } from "@jest/globals";
import type { Run } from "../../../shared/domain/entities/run.ts";
import type { Pacer } from "../../../shared/ports/index.ts";
import { NOW } from "../../support/fakes/index.ts";
import { createMemoryPacer } from "../../support/memory-pacer.ts";
import { buildProgress } from "../../support/plan-facts.ts";
import { alert, createWorld, deliveryPractice, send, type WorldChanges } from "./world.ts";

type Reservation = Parameters<Pacer["reserve"]>[0];

/** A world whose pool has room after `wait` ms; it writes down what was asked of it. */
function pacedWorld(wait: number, changes: WorldChanges = {}) {
  const world = createWorld(changes);
  const asked: Reservation[] = [];
  const pacer: Pacer = {
    reserve: async (request) => {
      asked.push(request);
      return { slotAt: world.clock.now() + wait };
    },
  };
  return { world, asked, deps: { ...world.deps, pacer } };
}

describe("pacing", () => {
  it("keeps a place for all parts of the message in the practice's number pool", async () => {
    const config = deliveryPractice({
      sms: { ...deliveryPractice().sms, originationIdentity: "pool-1", partsPerSecond: 7, partsPerDay: 900 },
    });
    config.templates["first-sms"] = { en: { body: "long ".repeat(40) } };
    const { world, asked, deps } = pacedWorld(0, { config });
    expect(await send(deps, world.sendTask())).toEqual({ outcome: "sent" });
    expect(asked).toEqual([
      {
        practiceId: "bright-smile",
        pool: "pool-1",
        capacity: { partsPerSecond: 7, partsPerDay: 900 },
        parts: 2,
        share: "first_response",
        from: NOW,
        zone: "America/Chicago",
      },
    ]);
  });

  it("goes on at once when the place is within a second", async () => {
    const { world, deps } = pacedWorld(1_000);
    expect(await send(deps, world.sendTask())).toEqual({ outcome: "sent" });
    expect(await world.step()).not.toHaveProperty("slotAt");
  });

  it("waits for its place, unclaimed, and then uses it without asking for another", async () => {
    const { world, asked, deps } = pacedWorld(90_000);
    const slotAt = NOW + 90_000;
    expect(await send(deps, world.sendTask())).toEqual({ outcome: "deferred", reason: "pacing", notBefore: slotAt });
    expect(await world.touch()).toBeUndefined();
    expect((await world.point()).ledger).toEqual([]);
    expect(await world.step()).toMatchObject({ state: "deferred", attempt: 1, reason: "pacing", slotAt });

    world.clock.set(slotAt);
    expect(await send(deps, world.sendTask())).toEqual({ outcome: "sent" });
    expect(asked).toHaveLength(1);
  });

  it("goes on waiting for the same place when it wakes early, and says so only once", async () => {
    const { world, asked, deps } = pacedWorld(90_000);
    await send(deps, world.sendTask());
    world.clock.advance(60_000);
    expect(await send(deps, world.sendTask())).toMatchObject({ reason: "pacing", notBefore: NOW + 90_000 });
    expect(asked).toHaveLength(1);
    expect((await world.timeline()).map(({ type }) => type)).toEqual(["touch.deferred.v1"]);
  });

  it("asks for a new place when it missed its own by so much that the run was revived", async () => {
    const { world, asked, deps } = pacedWorld(2_000);
    await send(deps, world.sendTask());
    world.clock.advance(2_000 + 90_001);
    expect(await send(deps, world.sendTask())).toMatchObject({ reason: "pacing" });
    expect(asked).toHaveLength(2);
  });

  it("loses its place to quiet hours and asks for another after them", async () => {
    const { world, asked, deps } = pacedWorld(2_000);
    await send(deps, world.sendTask());
    world.clock.set("2026-12-02T04:30:00Z");
    expect(await send(deps, world.sendTask())).toMatchObject({ reason: "quiet_hours" });
    const step = await world.step();
    expect(step).not.toHaveProperty("slotAt");
    world.clock.set(step?.notBefore ?? 0);
    await send(deps, world.sendTask());
    expect(asked).toHaveLength(2);
  });

  it("asks once for a delivery, however often its claim conflicts", async () => {
    const { world, asked, deps } = pacedWorld(0);
    let conflicts = 3;
    const commit: typeof world.store.commit = async (change) => {
      if (conflicts === 0) return world.store.commit(change);
      conflicts -= 1;
      return "conflict";
    };
    expect(await send({ ...deps, store: { ...world.store, commit } }, world.sendTask())).toEqual({ outcome: "sent" });
    expect(asked).toHaveLength(1);
  });

  it.each([
    ["first_response", {}, {}],
    ["backlog", {}, { steps: { "first-sms": buildProgress({ state: "deferred", worthFrom: NOW }) } }],
    ["follow_up", { status: "following_up" }, {}],
    ["campaign", { status: "nurturing" }, { purpose: "nurture" }],
  ] as [string, WorldChanges["lead"], Partial<Run>][])(
    "takes its place among those of share %s",
    async (share, lead = {}, run) => {
      const { world, asked, deps } = pacedWorld(0, { lead, run });
      await send(deps, world.sendTask());
      expect(asked).toMatchObject([{ share }]);
    },
  );

  it("concerns neither email, nor calls, nor alerts, nor what the gate holds back", async () => {
    const { world, asked, deps } = pacedWorld(90_000);
    await send(deps, world.sendTask({ channel: "email", stepKey: "first-email", template: "first-email" }));
    await send(deps, world.sendTask({ channel: "call", stepKey: "voice", template: "voice" }));
    await alert(deps, world.alertTask({ type: "alertStaff", reason: "replied" }));
    expect(world.handed).toHaveLength(3);
    await world.suppress();
    expect(await send(deps, world.sendTask())).toMatchObject({ outcome: "skipped" });
    expect(asked).toEqual([]);
  });

  it("keeps no place for what shadow mode does not send", async () => {
    const { world, asked, deps } = pacedWorld(90_000);
    world.sending.mode = "shadow";
    expect(await send(deps, world.sendTask())).toEqual({ outcome: "shadowed" });
    expect(asked).toEqual([]);
  });

  it("lets first responses at one moment out one second after the other", async () => {
    const pacer = createMemoryPacer();
    const slots: number[] = [];
    for (let lead = 0; lead < 5; lead += 1) {
      const world = createWorld();
      const outcome = await send({ ...world.deps, pacer }, world.sendTask());
      slots.push("notBefore" in outcome ? outcome.notBefore : NOW);
    }
    expect(slots).toEqual([NOW, NOW, NOW + 2_000, NOW + 3_000, NOW + 4_000]);
  });
});
