import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { reviveRuns } from "../../../functions/revive-runs/logic.ts";
import { StoreUnavailable } from "../../../shared/domain/errors.ts";
import { campaignDay, slotAt } from "../../../shared/domain/reactivation/slots.ts";
import { PRACTICE_ID } from "../../support/builders/index.ts";
import { createConflictingStore } from "../../support/conflicting-store.ts";
import { fakeMetrics, NOW } from "../../support/fakes/index.ts";
import { HOUR, MINUTE } from "../../support/plan-facts.ts";
import { createWorld, type World } from "../reactivation/campaign-world.ts";
import { Crash, mortalStore } from "../reactivation/mortal-store.ts";

const OPENS_AT = Date.parse("2026-12-01T14:00:00Z");
const PER_DAY = 12;

/** A listed campaign with members of every kind: treated, control, one that opted out since, two of one number. */
async function given(leads: number, perDay = PER_DAY): Promise<World> {
  const world = createWorld({ start: OPENS_AT, plan: { perDay, controlPercent: 30 } });
  const first = world.seedLead(0);
  world.seedLead(1, { lead: { reach: { ...first.reach, email: undefined } } });
  for (let n = 2; n < leads; n += 1) world.seedLead(n);
  await world.listAll();
  world.seedLead(2, { phone: { version: 2, suppression: { scope: "all", at: NOW, reason: "stop" } } });
  return world;
}

/** What must hold whatever happened: nobody twice, each slot once, never more than the pace, and the counts are exact. */
async function checkDay(world: World): Promise<void> {
  const members = await world.members();
  const enrolled = members.filter(({ state }) => state === "enrolled");
  const hours = campaignDay(world.config, world.plan, "2026-12-01");
  if (hours === undefined) throw new Error("expected a day of the campaign");
  const grid = Array.from({ length: world.plan.perDay }, (_, index) => slotAt(hours, world.plan.perDay, index));
  const turns = enrolled.map(({ turnAt = 0 }) => turnAt);
  expect(new Set(turns).size).toBe(turns.length);
  expect(turns.every((at) => grid.includes(at))).toBe(true);
  expect(enrolled.length).toBeLessThanOrEqual(world.plan.perDay);
  const count = (state: string) => members.filter((member) => member.state === state).length;
  const day = await world.day("2026-12-01");
  const excluded = Object.values(day?.excluded ?? {}).reduce((sum, n) => sum + n, 0);
  expect([day?.enrolled ?? 0, day?.heldOut ?? 0, excluded]).toEqual([
    count("enrolled"),
    count("held_out"),
    count("excluded"),
  ]);

  for (const member of members) {
    const events = await world.store.timeline(PRACTICE_ID, member.leadId);
    const came = events.filter(({ type }) => type === "campaign.turn_came.v1").length;
    expect(came).toBe(member.state === "enrolled" || member.state === "held_out" ? 1 : 0);
    expect(events.filter(({ type }) => type === "run.started.v1")).toHaveLength(member.state === "enrolled" ? 1 : 0);
  }
  expect(new Set(world.followUps.started.map(({ leadId }) => leadId)).size).toBe(world.followUps.started.length);
}

describe("enrollMembers, interrupted", () => {
  it("comes to the same wherever it crashes: nobody twice, nobody forgotten", async () => {
    const whole = await given(10, 80);
    const { store, steps } = mortalStore(whole.store, Number.POSITIVE_INFINITY);
    await whole.enroll({ ...whole.deps, store });
    const expected = await whole.members();
    expect(new Set(expected.map(({ state }) => state))).toEqual(
      new Set(["enrolled", "held_out", "excluded", "pending"]),
    );
    await checkDay(whole);
    expect(steps()).toBeGreaterThan(30);

    for (let crashAt = 1; crashAt <= steps(); crashAt += 1) {
      const world = await given(10, 80);
      const { store: mortal } = mortalStore(world.store, crashAt);
      await expect(world.enroll({ ...world.deps, store: mortal })).rejects.toThrow(Crash);
      await world.enroll();
      expect([crashAt, await world.members()]).toEqual([crashAt, expected]);
      await checkDay(world);
      // The run of a turn whose process died before it was started is late, and starts a little later.
      world.clock.advance(5 * MINUTE);
      await reviveRuns({ ...world.deps, metrics: fakeMetrics() });
      const started = new Set(world.followUps.started.map(({ runId }) => runId));
      for (const { state, runId } of await world.members())
        if (state === "enrolled" && runId !== undefined) expect(started.has(runId)).toBe(true);
    }
  });

  it("keeps the pace, and enrolls nobody twice, when executions of one day work at once", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.integer({ min: 2, max: 3 }),
        fc.boolean(),
        async (scheduler, executions, pauses) => {
          const world = await given(8, 80);
          const turn = () => scheduler.schedule(Promise.resolve());
          const scheduled = async () => {
            const store: typeof world.deps.store = {
              ...world.store,
              readMany: async (refs) => {
                await turn();
                return world.store.readMany(refs);
              },
              commit: async (commit) => {
                await turn();
                return world.store.commit(commit);
              },
            };
            // One that meets too many conflicts fails, and the state machine calls it again.
            await world.enroll({ ...world.deps, store }).catch((error: unknown) => {
              if (!(error instanceof StoreUnavailable)) throw error;
            });
          };
          const pausing = async () => {
            await turn();
            await world.change({ status: "paused", wakeAt: undefined });
          };
          const all = Promise.all([...Array.from({ length: executions }, scheduled), ...(pauses ? [pausing()] : [])]);
          await scheduler.waitFor(all);
          await checkDay(world);
          if (pauses) await world.change({ status: "running" });
          await world.runDay();
          await checkDay(world);
          expect((await world.members()).filter(({ state }) => state === "pending")).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("keeps the pace through conflicts, throttling and lost answers, over a whole day", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const world = await given(25);
        const faults = { commits: { conflict: 0.2, unavailable: 0.1, answer_lost: 0.1 }, reads: 0.05, seed };
        const store = { ...world.store, ...createConflictingStore(world.store, faults) };
        const enroll = () =>
          world.enroll({ ...world.deps, store }).catch((error: unknown) => {
            if (!(error instanceof StoreUnavailable)) throw error;
            world.clock.advance(2_000);
            return { status: "more" as const };
          });
        for (let calls = 0; calls < 500; calls += 1) {
          const progress = await enroll();
          if (progress.status === "done" || progress.status === "stopped") break;
          if (progress.status === "wait") world.clock.set(Math.max(world.clock.now(), Date.parse(progress.until)));
        }
        await checkDay(world);
        const enrolled = (await world.members()).filter(({ state }) => state === "enrolled");
        // What was tried for too long may cost a slot, never more than the day has.
        expect(enrolled.length).toBeGreaterThanOrEqual(PER_DAY - 2);
      }),
      { numRuns: 20 },
    );
  });

  it("keeps the pace when the clock stands still for hours, and then goes on", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 3 * HOUR }), { minLength: 1, maxLength: 12 }),
        async (outages) => {
          const world = await given(25);
          for (const outage of outages) {
            const before = world.clock.now();
            if (before > OPENS_AT + 9 * HOUR) break;
            await world.enroll();
            await checkDay(world);
            const past = (await world.members()).filter(
              ({ turnAt, runId }) => runId !== undefined && (turnAt ?? 0) >= before,
            );
            // Only those whose slots were near: nothing is caught up at once.
            expect(past.length).toBeLessThanOrEqual(2);
            world.clock.advance(outage);
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});
