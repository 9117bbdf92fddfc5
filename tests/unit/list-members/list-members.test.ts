import { describe, expect, it } from "@jest/globals";
import { listMembers } from "../../../functions/list-members/logic.ts";
import { StoreUnavailable } from "../../../shared/domain/errors.ts";
import { JOB_LEASE_MS } from "../../../shared/domain/timing.ts";
import { NOW } from "../../support/fakes/index.ts";
import { DAY, HOUR } from "../../support/plan-facts.ts";
import { createWorld, INQUIRED_AT, leadIdOf, type World, type WorldOptions } from "../reactivation/campaign-world.ts";
import { Crash, mortalStore } from "../reactivation/mortal-store.ts";

/** Leads of which some are no members: every tenth opted out, every seventh is of another source. */
function given(leads: number, options: WorldOptions = {}): World {
  const world = createWorld({
    ...options,
    plan: { segment: { quietDays: 30, sources: ["google-ads"] }, ...options.plan },
  });
  for (let n = 0; n < leads; n += 1)
    world.seedLead(n, {
      lead: {
        receivedAt: INQUIRED_AT - n * HOUR,
        ...(n % 7 === 3 ? { source: { channel: "phone", name: "other" } } : {}),
      },
      ...(n % 10 === 0 ? { phone: { suppression: { scope: "all", at: INQUIRED_AT, reason: "stop" } } } : {}),
    });
  return world;
}

/** What 700 of these leads come to. */
const TALLY = { members: 540, suppressed: 70, outside: 90 };

describe("listMembers", () => {
  it("makes members of the stalled leads, the best score first, and says why others are none", async () => {
    const world = createWorld({ plan: { variants: [{ key: "offer", share: 1, templates: {}, byLostReason: {} }] } });
    world.seedLead(1, { lead: { serviceLine: "whitening" } });
    world.seedLead(2, { lead: { serviceLine: "dental-implants" } });
    world.seedLead(3, { lead: { status: "booked" } });
    world.seedLead(4, { lead: { consents: [] } });
    world.seedLead(5, { lead: { clocks: { startedAt: NOW - 29 * DAY } } });
    expect(await world.list()).toEqual({ status: "done" });
    const members = await world.members();
    expect(members).toMatchObject([
      {
        leadId: leadIdOf(2),
        score: 57,
        parts: { recency: 27, value: 25, engagement: 5 },
        order: `043#${leadIdOf(2)}`,
        group: "treated",
        variant: "offer",
        state: "pending",
        outcomes: {},
      },
      { leadId: leadIdOf(1), score: 32 },
    ]);
    // Those that are booked, or not quiet for long enough, are not in the queue at all.
    expect(await world.current()).toMatchObject({
      status: "running",
      wakeAt: NOW + JOB_LEASE_MS,
      listing: { done: true, members: 2, control: 0, excluded: { no_usable_channel: 1 } },
    });
    expect((await world.current()).listing).not.toHaveProperty("cursor");
  });

  it("goes on from page to page and from call to call, and counts each lead once", async () => {
    const world = given(700, { plan: { controlPercent: 30 } });
    expect(await world.list()).toEqual({ status: "more" });
    expect(await world.current()).toMatchObject({ status: "preparing", listing: { done: false } });
    expect(await world.listAll()).toBe(1);
    const members = await world.members();
    const { listing, status } = await world.current();
    expect(status).toBe("running");
    expect(listing).toEqual({
      done: true,
      members: TALLY.members,
      control: members.filter(({ group }) => group === "control").length,
      excluded: { suppressed: TALLY.suppressed, outside_segment: TALLY.outside },
    });
    expect(new Set(members.map(({ leadId }) => leadId)).size).toBe(TALLY.members);
    expect(members.map(({ score }) => score)).toEqual(members.map(({ score }) => score).sort((a, b) => b - a));
  });

  it("begins no further page once its time is up", async () => {
    const world = given(300);
    const { quietLeads } = world.store;
    world.deps.store.quietLeads = async (...asked) => {
      world.clock.advance(20_000);
      return quietLeads(...asked);
    };
    expect(await world.list()).toEqual({ status: "more" });
    expect((await world.members()).length).toBeLessThanOrEqual(90);
  });

  it("ends at once where there is nothing to list: an empty queue, or a listing that is done", async () => {
    const world = createWorld();
    expect(await world.list()).toEqual({ status: "done" });
    expect(await world.current()).toMatchObject({
      status: "running",
      listing: { done: true, members: 0, excluded: {} },
    });
    world.seedLead(1);
    expect(await world.list()).toEqual({ status: "done" });
    expect(await world.members()).toEqual([]);
  });

  it.each(["draft", "paused", "cancelled", "done"] as const)("stops when the campaign is %s", async (status) => {
    const world = given(5, { campaign: { status } });
    expect(await world.list()).toEqual({ status: "stopped" });
    expect(await world.members()).toEqual([]);
    expect(await world.current()).not.toHaveProperty("listing");
  });

  it("stops between two pages when the campaign is paused, and goes on from there", async () => {
    const world = given(700);
    await world.list();
    const { listing } = await world.current();
    await world.change({ status: "paused" });
    expect(await world.list()).toEqual({ status: "stopped" });
    await world.change({ status: "preparing" });
    expect((await world.current()).listing).toEqual(listing);
    await world.listAll();
    expect((await world.current()).listing).toMatchObject({ done: true, members: TALLY.members });
  });

  it("scores as of the launch, however much later a page is worked", async () => {
    const [early, late] = [given(20), given(20)];
    late.clock.advance(9 * DAY);
    await early.listAll();
    await late.listAll();
    expect(await late.members()).toEqual(await early.members());
  });

  it("lists a lead once that the queue gives twice", async () => {
    const world = given(5);
    const { quietLeads } = world.store;
    world.deps.store.quietLeads = async (practiceId, queue, before, page) => {
      if (page.cursor === "again") return { items: [leadIdOf(1), leadIdOf(2)] };
      const { items } = await quietLeads(practiceId, queue, before, page);
      return { items: [...items, leadIdOf(1)], cursor: "again" };
    };
    await world.listAll();
    const members = await world.members();
    expect(members.map(({ leadId }) => leadId)).toEqual([1, 2, 4].map(leadIdOf));
    expect((await world.current()).listing).toMatchObject({ done: true, members: 3 });
  });
});

describe("listMembers, interrupted", () => {
  it("counts the same wherever it crashes, and has listed nobody twice", async () => {
    const whole = given(200);
    const { store, steps } = mortalStore(whole.store, Number.POSITIVE_INFINITY);
    await whole.listAll({ ...whole.deps, store });
    const [expected, listing] = [await whole.members(), (await whole.current()).listing];
    expect(steps()).toBeGreaterThan(30);
    for (let crashAt = 1; crashAt <= steps(); crashAt += 1) {
      const world = given(200);
      const { store: mortal } = mortalStore(world.store, crashAt);
      await expect(world.listAll({ ...world.deps, store: mortal })).rejects.toThrow(Crash);
      await world.listAll();
      expect([crashAt, await world.members()]).toEqual([crashAt, expected]);
      expect((await world.current()).listing).toEqual(listing);
    }
  });

  it("counts the same when two executions list at once", async () => {
    const alone = given(400);
    await alone.listAll();
    const world = given(400);
    await Promise.all([world.listAll(), world.listAll()]);
    expect(await world.members()).toEqual(await alone.members());
    expect((await world.current()).listing).toEqual((await alone.current()).listing);
  });

  it("counts the same when commits conflict, fail, or lose their answers", async () => {
    const alone = given(400);
    await alone.listAll();
    const world = given(400);
    const { commit } = world.store;
    let commits = 0;
    world.deps.store.commit = async (request) => {
      commits += 1;
      if (commits % 3 === 1) return "conflict";
      if (commits % 3 === 0) return commit(request);
      if (commits % 2 === 0) await commit(request);
      throw new StoreUnavailable("TimeoutError");
    };
    await world.listAll();
    expect(await world.members()).toEqual(await alone.members());
    expect((await world.current()).listing).toEqual((await alone.current()).listing);
  });

  it("fails visibly when the store stays away", async () => {
    const world = given(5);
    world.deps.store.commit = async () => {
      throw new StoreUnavailable("ThrottlingException");
    };
    await expect(listMembers(world.deps, world.today())).rejects.toThrow(StoreUnavailable);
  });
});
