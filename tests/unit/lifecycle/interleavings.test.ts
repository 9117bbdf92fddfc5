import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { Store } from "../../../shared/ports/store.ts";
import { recordDisposition } from "../../../shared/runs/record-disposition.ts";
import { fakeFollowUps, fakeLogger } from "../../support/fakes/index.ts";
import { scheduledStore } from "../delivery/scheduled-store.ts";
import { createWorld, send } from "../delivery/world.ts";

type Did = "claimed" | "booked";

/** Notes, in the order in which they took place, what claimed a touch and what booked the lead. */
function noting(store: Store, log: Did[]): Store {
  return {
    ...store,
    commit: async (commit) => {
      const result = await store.commit(commit);
      if (result === "committed") {
        if (commit.puts.some((put) => put.entity === "touch" && put.value.state === "claimed")) log.push("claimed");
        if (commit.puts.some((put) => put.entity === "lead" && put.value.status === "booked")) log.push("booked");
      }
      return result;
    },
  };
}

describe("a booking and the touches that are due at the same moment", () => {
  it("never let a touch begin once the booking is recorded, and record both", async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 1, max: 3 }), async (scheduler, deliveries) => {
        const world = createWorld();
        const log: Did[] = [];
        const storeOf = (who: string) => noting(scheduledStore(world.store, scheduler, who), log);
        const told = { disposition: "booked", appointmentAt: world.deps.clock.now() } as const;
        const by = { actor: { kind: "staff", id: "maria" }, via: "action_link" } as const;
        const deps = { ...world.deps, followUps: fakeFollowUps(), logger: fakeLogger(), pause: async () => {} };
        const results = Promise.all([
          ...Array.from({ length: deliveries }, (_, index) =>
            send({ ...world.deps, store: storeOf(`delivery ${index}`) }, world.sendTask()),
          ),
          recordDisposition({ ...deps, store: storeOf("staff") }, world.runKey, told, by),
        ]);
        await scheduler.waitFor(results);
        const outcomes = await results;
        expect(outcomes.at(-1)).toEqual({ is: "recorded", status: "booked" });

        const booked = log.indexOf("booked");
        expect(log.slice(booked)).not.toContain("claimed");
        // What was claimed before may be handed over yet, or found to be pointless.
        expect(world.handed.length).toBeLessThanOrEqual(log.filter((did) => did === "claimed").length);
        seen.add(world.handed.length > 0 ? "sent" : "held back");

        const lead = await world.lead();
        expect(lead.status).toBe("booked");
        expect(await world.store.read("run", world.runKey)).toMatchObject({ outcome: "booked" });
        const timeline = await world.timeline();
        expect(timeline.map(({ version }) => version)).toEqual(timeline.map((_, index) => index + 3));
        expect(lead.version).toBe(2 + timeline.length);
      }),
      { numRuns: 300 },
    );
    // The property says nothing unless both came first at times.
    expect([...seen].sort()).toEqual(["held back", "sent"]);
  });
});
